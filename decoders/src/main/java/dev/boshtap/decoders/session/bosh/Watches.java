package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.util.List;

/** Tells the watches of a session what becomes of its requests, each what concerns it. */
final class Watches {

  private final Strangers strangers = new Strangers();

  /** A request of a session is complete. */
  void requested(BoshRequest request, Exchange exchange, Context context, List<Event> events) {
    BoshSession session = request.session();
    if (session == null) {
      return;
    }
    session.seenOn(exchange.connection());
    Long rid = context.rid();
    if (rid != null) {
      session.rids().requested(request, rid, exchange, context, events);
    }
    session.gaps().opened(request, context, events);
    session.abandoned().requested(request, context, events);
    Duration pause = request.pause();
    if (pause != null) {
      events.add(
          Notices.of(
                  context, Sign.PAUSED, "the client asks for a pause of " + Notices.seconds(pause))
              .toEvent());
    }
  }

  /** A request has ended, in whatever way; its answer has been told. */
  void ended(BoshRequest request, Exchange exchange, Answer answer, Moment at, List<Event> events) {
    Context context = request.context(exchange, at);
    strangers.answered(request, exchange, answer, context, events);
    BoshSession session = request.session();
    if (session == null) {
      return;
    }
    Long rid = context.rid();
    if (request.isCreation()) {
      session.gaps().created(at, exchange.number());
      if (rid != null) {
        session.rids().created(rid, exchange, at);
      }
      return;
    }
    BoshBody body = answer.body();
    if (body != null) {
      answered(session, request, exchange, body, context, events);
    } else if (!(answer instanceof Answer.Unseen) && isByClient(exchange.ending())) {
      session.abandoned().gaveUp(exchange.number(), exchange.held(at), request.grantedWait(), at);
    }
    if (exchange.ending() instanceof Ending.Unknown unknown && !unknown.timed()) {
      session.gaps().closedSometime();
    } else {
      session.gaps().closed(at, exchange.number());
    }
    if (!session.xmpp().isAlive()) {
      session.over(at);
    }
  }

  private static void answered(
      BoshSession session,
      BoshRequest request,
      Exchange exchange,
      BoshBody body,
      Context context,
      List<Event> events) {
    Long rid = context.rid();
    if (rid != null) {
      session.rids().answered(rid, context.at());
    }
    if (body.type() == null) {
      session.abandoned().answeredWell();
    }
    Duration wait = request.grantedWait();
    if (body.isIdle()
        && wait != null
        && request.isPlainPoll()
        && !request.hasOddRid()
        && !session.granted().isPolling()
        && session.gaps().isAlone(request)) {
      session.holds().answeredIdle(exchange.held(context.at()), wait, context, events);
    }
    if (body.isTerminate() && body.condition() != null) {
      terminated(session, body.condition(), context, events);
    }
  }

  private static void terminated(
      BoshSession session, String condition, Context context, List<Event> events) {
    if (condition.equals("policy-violation")) {
      Integer allowed = session.granted().requests();
      Duration polling = session.granted().polling();
      events.add(
          Notices.of(
                  context,
                  Sign.OVERACTIVE,
                  "the server ended the session as overactive: requests open %d%s, the last one %s after the one before%s"
                      .formatted(
                          session.gaps().open(),
                          allowed == null ? "" : " (allowed: " + allowed + ")",
                          Notices.seconds(session.gaps().sinceLast()),
                          polling == null ? "" : " (polling " + Notices.seconds(polling) + ")"))
              .toEvent());
    } else if (condition.equals("system-shutdown")) {
      events.add(
          Notices.of(
                  context,
                  Sign.SERVER_SHUTDOWN,
                  "the notification service is stopping; JabberWerx does not connect again by itself")
              .toEvent());
    }
  }

  /**
   * The server does not know the session any more: says what is known of why.
   *
   * @param inBosh whether it said so in BOSH, as Openfire does when it refuses a rid; a session
   *     that it does not know at all gets an HTTP status
   */
  void lost(BoshRequest request, boolean inBosh, Context context, List<Event> events) {
    BoshSession session = request.session();
    if (session == null) {
      return;
    }
    Duration gap = request.gapBefore();
    Duration limit = session.gaps().limit();
    if (gap.compareTo(limit) >= 0) {
      events.add(
          Notices.of(
                  context,
                  Sign.LOST_TO_INACTIVITY,
                  "no request was open for %s before (inactivity %s)"
                      .formatted(Notices.seconds(gap), Notices.seconds(limit)))
              .shownBy(session.gaps().lastBefore())
              .toEvent());
    } else if (inBosh && request.hasRefusableRid()) {
      events.add(
          Notices.of(
                  context,
                  Sign.RID_REFUSED,
                  "the server refused the rid, which was sent before or is beyond its window")
              .toEvent());
    } else if (session.xmpp().lastHeard() != null) {
      events.add(
          Notices.of(
                  context,
                  Sign.LOST_WITHOUT_GAP,
                  "its requests came in time: the service was restarted, or another node answers")
              .toEvent());
    }
  }

  private static boolean isByClient(Ending ending) {
    return ending instanceof Ending.Closed closed && closed.by() == Side.CLIENT;
  }
}
