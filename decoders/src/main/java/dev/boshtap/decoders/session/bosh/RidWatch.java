package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.session.Recurrence;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Watches the rids of one session: repeats, reuse, skips, and the window (XEP-0124, 14). */
final class RidWatch {

  private final BoshSession session;
  private final SignLimits limits;
  private final Alarms.Alarm patience;
  private final Rids rids = new Rids();
  private final Recurrence skips = new Recurrence();
  private final Recurrence behind = new Recurrence();
  private final Recurrence reuses = new Recurrence();
  private final Alarms.Alarm certainty;
  private final List<Beyond> beyond = new ArrayList<>(0);
  private long highestAnswered = -1;
  private long lastRepeatTold = -1;
  private long beforeSkip;
  private long afterSkip;

  RidWatch(BoshSession session, SignLimits limits, Alarms alarms) {
    this.session = session;
    this.limits = limits;
    this.patience = alarms.alarm(this::skipped);
    this.certainty = alarms.alarmOrEnd(this::stayedBeyond);
  }

  /**
   * A rid that is beyond the window by what was told until then. An answer that came before it, on
   * another connection, may be told after it.
   */
  private record Beyond(BoshRequest request, long rid, int allowed, Context context, Event notice) {
    boolean isAllowedBy(long answered, Moment at) {
      return answered < rid && rid <= answered + allowed && at.compareTo(context.at()) <= 0;
    }
  }

  /** A request was sent; says what is odd about its rid. */
  void requested(
      BoshRequest request, long rid, Exchange exchange, Context context, List<Event> events) {
    int print = Arrays.hashCode(exchange.requestBody().bytes());
    Rids.Sent now = new Rids.Sent(rid, print, exchange.number(), context.at());
    long highest = rids.highest();
    Rids.Place place = rids.place(now);
    switch (place) {
      case FIRST, NEXT, LATE -> {}
      case REPEATED -> {
        request.oddRid();
        if (rid > highestAnswered) {
          request.rightlyRepeated();
        }
        repeated(now, context, events);
      }
      case REUSED -> {
        request.oddRid();
        reused(now, context, events);
      }
      case AHEAD -> {
        beforeSkip = highest;
        afterSkip = exchange.number();
        patience.setNoLaterThan(context.at().plus(limits.ridPatience()));
      }
      case BEHIND -> {
        request.oddRid();
        behind(highest - rid, context, events);
      }
    }
    window(request, rid, context);
  }

  /** The creation request's rid is where counting begins. */
  void created(long rid, Exchange exchange, Moment at) {
    rids.place(
        new Rids.Sent(rid, Arrays.hashCode(exchange.requestBody().bytes()), exchange.number(), at));
    answered(rid, at);
  }

  /** A request was answered. */
  void answered(long rid, Moment at) {
    highestAnswered = Math.max(highestAnswered, rid);
    beyond.removeIf(
        one -> {
          boolean allowed = one.isAllowedBy(rid, at);
          if (allowed) {
            one.request().ridInOrder();
          }
          return allowed;
        });
  }

  /** Requests went by unseen. */
  void forget() {
    rids.forget();
    highestAnswered = -1;
    beyond.clear();
    patience.off();
    certainty.off();
  }

  /** A retry is told once, however often the same rid is tried. */
  private void repeated(Rids.Sent now, Context context, List<Event> events) {
    Rids.Sent earlier = rids.earlier();
    if (earlier == null || now.rid() == lastRepeatTold) {
      return;
    }
    lastRepeatTold = now.rid();
    events.add(
        Notices.of(
                context,
                Sign.RID_REPEATED,
                "rid sent again, the same request, "
                    + Notices.seconds(now.at().since(earlier.at()))
                    + " later")
            .shownBy(earlier.exchange())
            .toEvent());
  }

  private void behind(long below, Context context, List<Event> events) {
    if (behind.isWorthTelling()) {
      events.add(
          Notices.of(
                  context,
                  Sign.RID_OUT_OF_ORDER,
                  "rid is %d below the highest one seen, and was not seen before%s"
                      .formatted(below, behind.again()))
              .toEvent());
    }
  }

  private void reused(Rids.Sent now, Context context, List<Event> events) {
    Rids.Sent earlier = rids.earlier();
    if (earlier != null && reuses.isWorthTelling()) {
      events.add(
          Notices.of(
                  context,
                  Sign.RID_REUSED,
                  "rid sent again with another request, %s later (expected: the same bytes)%s"
                      .formatted(Notices.seconds(now.at().since(earlier.at())), reuses.again()))
              .shownBy(earlier.exchange())
              .toEvent());
    }
  }

  private void window(BoshRequest request, long rid, Context context) {
    Integer requests = session.granted().requests();
    if (requests == null || highestAnswered < 0 || rid <= highestAnswered + requests) {
      return;
    }
    request.oddRid();
    Event notice = beyondWindow(rid - highestAnswered, requests, context);
    beyond.add(new Beyond(request, rid, requests, context, notice));
    certainty.setNoLaterThan(context.at().plus(limits.ridPatience()));
  }

  private void stayedBeyond(Moment due, List<Event> events) {
    while (!beyond.isEmpty()) {
      Moment certain = beyond.get(0).context().at().plus(limits.ridPatience());
      if (certain.compareTo(due) > 0) {
        certainty.set(certain);
        return;
      }
      Beyond first = beyond.remove(0);
      if (!session.isBlind()) {
        events.add(first.notice());
      }
    }
  }

  private Event beyondWindow(long above, int allowed, Context context) {
    return Notices.of(
            context,
            Sign.RID_BEYOND_WINDOW,
            "rid is %d above the last one answered (allowed: %d)".formatted(above, allowed))
        .toEvent();
  }

  private void skipped(Moment due, List<Event> events) {
    int missing = rids.takeMissing();
    if (missing > 0 && !session.isBlind() && skips.isWorthTelling()) {
      events.add(
          Notices.of(
                  session.context(due),
                  Sign.RID_SKIPPED,
                  "%s between two requests %s not seen%s"
                      .formatted(
                          missing == 1 ? "1 rid" : missing + " rids or more",
                          missing == 1 ? "was" : "were",
                          skips.again()))
              .shownBy(afterSkip)
              .detail("rid", beforeSkip)
              .toEvent());
    }
  }
}
