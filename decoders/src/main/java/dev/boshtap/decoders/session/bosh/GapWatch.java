package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.session.Recurrence;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches how many requests of one session are open, and for how long there is none: the time that
 * the server's inactivity clock runs (XEP-0124, 10).
 */
final class GapWatch {

  /** What was told of the gap that lasts. */
  private enum Told {
    NOTHING,
    LONG,
    IDLE,
    EXPIRED
  }

  private final BoshSession session;
  private final SignLimits limits;
  private final Alarms.Alarm alarm;
  private final Recurrence shortGaps = new Recurrence();
  private final Recurrence tooMany = new Recurrence();
  private int open;
  private long opened;
  private @Nullable Moment lastClosed;
  private long lastExchange;
  private @Nullable Moment latest;
  private @Nullable Moment beforeLatest;
  private @Nullable Duration pause;
  private Told told = Told.NOTHING;
  private final Alarms.Alarm certainty;
  private final List<Crowd> crowds = new ArrayList<>(0);

  /**
   * More requests than are allowed, by what was told until then. That one of them had ended before,
   * on another connection, may be told after it.
   */
  private static final class Crowd {
    final Context context;
    final int allowed;
    int open;

    Crowd(Context context, int allowed, int open) {
      this.context = context;
      this.allowed = allowed;
      this.open = open;
    }

    boolean isNoneSince(Moment closed, long exchange) {
      if (exchange != context.exchange() && closed.compareTo(context.at()) <= 0) {
        open--;
      }
      return open <= allowed;
    }
  }

  GapWatch(BoshSession session, SignLimits limits, Alarms alarms) {
    this.session = session;
    this.limits = limits;
    this.alarm = alarms.alarm(this::lasts);
    this.certainty = alarms.alarmOrEnd(this::stayedCrowded);
  }

  /** A request was sent; says what is odd about the time before it, and about those beside it. */
  void opened(BoshRequest request, Context context, List<Event> events) {
    Moment since = lastClosed;
    Duration gap = open > 0 || since == null ? Duration.ZERO : context.at().since(since);
    request.opened(++opened, gap);
    open++;
    beforeLatest = latest;
    latest = context.at();
    alarm.off();
    if (told != Told.NOTHING) {
      told = Told.NOTHING;
      events.add(
          Notices.of(
                  context,
                  Sign.POLL_RESUMED,
                  "the first request after " + Notices.seconds(gap) + " without any")
              .shownBy(lastExchange)
              .toEvent());
    } else if (!isRelaxed() && gap.compareTo(limits.shortGap()) > 0 && shortGaps.isWorthTelling()) {
      events.add(
          Notices.of(
                  context,
                  Sign.POLL_GAP,
                  "no request was open for " + Notices.seconds(gap) + shortGaps.again())
              .shownBy(lastExchange)
              .toEvent());
    }
    pause = request.pause();
    tooMany(request, context);
  }

  /** A request has ended, in whatever way. */
  void closed(Moment at, long exchange) {
    open = Math.max(0, open - 1);
    crowds.removeIf(crowd -> crowd.isNoneSince(at, exchange));
    if (open == 0) {
      lastClosed = at;
      lastExchange = exchange;
      told = Told.NOTHING;
      set();
    }
  }

  /** A request has ended, and nobody knows when: how long none is open cannot be told. */
  void closedSometime() {
    open = Math.max(0, open - 1);
    crowds.clear();
    if (open == 0) {
      lastClosed = null;
      told = Told.NOTHING;
    }
  }

  /** The session was created: from now on the server waits for a request. */
  void created(Moment at, long exchange) {
    closed(at, exchange);
  }

  /** Whether no request was sent since that one, and none is open but it. */
  boolean isAlone(BoshRequest request) {
    return open == 1 && opened == request.openedAs();
  }

  /** How long after the request before it the latest one was sent. */
  Duration sinceLast() {
    Moment before = beforeLatest;
    Moment last = latest;
    return before == null || last == null ? Duration.ZERO : last.since(before);
  }

  /** The exchange that ended before the latest gap, or 0. */
  long lastBefore() {
    return lastExchange;
  }

  /** How many requests are open. */
  int open() {
    return open;
  }

  /** The session is over: nothing is expected any more. */
  void over() {
    alarm.off();
    told = Told.NOTHING;
  }

  /** Requests went by unseen. */
  void forget() {
    open = 0;
    lastClosed = null;
    crowds.clear();
    over();
  }

  /** After how long without a request the server drops the session. */
  Duration limit() {
    Duration paused = pause;
    Duration granted = session.granted().inactivity();
    return paused != null ? paused : granted != null ? granted : limits.defaultInactivity();
  }

  /** Gaps are as they should be: the client polls by the clock, or paused. */
  private boolean isRelaxed() {
    return pause != null || session.granted().isPolling();
  }

  private void set() {
    Moment since = lastClosed;
    if (since == null || !session.xmpp().isAlive()) {
      return;
    }
    switch (told) {
      case NOTHING -> {
        boolean early = !isRelaxed() && limits.longGap().compareTo(limit()) < 0;
        alarm.set(since.plus(early ? limits.longGap() : limit()));
      }
      case LONG -> alarm.set(since.plus(limit()));
      case IDLE -> alarm.set(since.plus(limit().plus(limits.reaper())));
      case EXPIRED -> {}
    }
  }

  /** The gap lasts. */
  private void lasts(Moment due, List<Event> events) {
    Moment since = lastClosed;
    if (since == null || open > 0 || session.isBlind() || !session.xmpp().isAlive()) {
      return;
    }
    Duration gap = due.since(since);
    String lasting = "no request is open for " + Notices.seconds(gap);
    Sign sign;
    if (gap.compareTo(limit()) < 0) {
      told = Told.LONG;
      sign = Sign.POLL_GAP_LONG;
    } else if (gap.compareTo(limit().plus(limits.reaper())) < 0) {
      told = Told.IDLE;
      sign = Sign.SESSION_IDLE;
      lasting += ": from now on the server may drop the session" + granted();
    } else {
      told = Told.EXPIRED;
      session.settled();
      sign = Sign.SESSION_EXPIRED;
      lasting += ": the server has dropped the session by now" + granted();
    }
    events.add(Notices.of(session.context(due), sign, lasting).shownBy(lastExchange).toEvent());
    set();
  }

  private String granted() {
    String what = pause != null ? "pause " : "inactivity ";
    boolean known = pause != null || session.granted().inactivity() != null;
    return " (" + what + Notices.seconds(limit()) + (known ? ")" : ", as Finesse has it)");
  }

  private void tooMany(BoshRequest request, Context context) {
    Integer allowed = session.granted().requests();
    // One more may be open to end the session or to pause it (XEP-0124, 11).
    if (allowed != null && open > allowed && !request.isLast() && request.pause() == null) {
      crowds.add(new Crowd(context, allowed, open));
      certainty.setNoLaterThan(context.at().plus(limits.ridPatience()));
    }
  }

  private void stayedCrowded(Moment due, List<Event> events) {
    while (!crowds.isEmpty()) {
      Crowd first = crowds.get(0);
      Moment certain = first.context.at().plus(limits.ridPatience());
      if (certain.compareTo(due) > 0) {
        certainty.set(certain);
        return;
      }
      crowds.remove(0);
      if (!session.isBlind() && tooMany.isWorthTelling()) {
        String many = "%d requests are open (allowed: %d)%s";
        events.add(
            Notices.of(
                    first.context,
                    Sign.TOO_MANY_REQUESTS,
                    many.formatted(first.open, first.allowed, tooMany.again()))
                .toEvent());
      }
    }
  }
}
