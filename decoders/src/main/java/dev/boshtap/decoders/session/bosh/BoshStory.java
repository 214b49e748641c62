package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.SessionEvents;
import dev.boshtap.decoders.session.StanzaEvents;
import dev.boshtap.decoders.session.XmppSession;
import dev.boshtap.decoders.session.XmppSessions;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.xmpp.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What requests and answers do to their BOSH sessions, and what they say. What their stanzas do is
 * for {@link XmppSessions} to say.
 *
 * <p>A session is found by the sid of the <em>request</em>: Openfire names it in the answer to the
 * creation request only.
 */
final class BoshStory {

  /** The condition of a sid or rid that the server does not know (XEP-0124, 17.2). */
  private static final String UNKNOWN_SESSION = "item-not-found";

  private static final int NOT_FOUND = 404;

  private final Map<BoshSession.Key, BoshSession> sessions;
  private final XmppSessions xmpp;
  private final SignLimits limits;
  private final Alarms alarms;
  private final Blindness blindness = new Blindness();
  private final Watches watches = new Watches();

  BoshStory(Limits limits, XmppSessions xmpp, Alarms alarms) {
    this.sessions = new LruMap<>(limits.sessions());
    this.limits = limits.signs();
    this.xmpp = xmpp;
    this.alarms = alarms;
  }

  /** Requests went by unseen. */
  void blind() {
    blindness.spell();
  }

  /** A request is complete. */
  BoshRequest requested(Exchange exchange, BoshReading reading, Moment at, List<Event> events) {
    if (reading instanceof BoshReading.NotBosh not) {
      blindness.spell();
      BoshRequest request = new BoshRequest(null, null);
      events.add(
          StanzaEvents.unreadable(not.why(), Direction.TO_SERVER, request.context(exchange, at)));
      return request;
    }
    BoshBody asked = ((BoshReading.Read) reading).body();
    String sid = asked.sid();
    BoshSession session = sid == null ? null : session(exchange, sid);
    BoshRequest request = new BoshRequest(asked, session);
    Context context = request.context(exchange, at);
    watches.requested(request, exchange, context, events);
    for (Stanza stanza : asked.stanzas()) {
      xmpp.said(
          session == null ? null : session.xmpp(), stanza, Direction.TO_SERVER, context, events);
    }
    unreadable(asked, Direction.TO_SERVER, context, events);
    if (session != null && asked.restart()) {
      events.add(SessionEvents.restarted(Event.Transport.BOSH, context));
    }
    if (session != null
        && asked.isTerminate()
        && session.streams().allEndedBy(asked)
        && session.xmpp().end(Side.CLIENT)) {
      events.add(
          SessionEvents.terminated(Event.Transport.BOSH, context, Side.CLIENT, asked.condition()));
      xmpp.over(session.xmpp(), context, events);
      session.over(at);
    }
    return request;
  }

  /** A request was answered, well or not. */
  List<Event> answered(BoshRequest request, Exchange exchange, Answer answer, Moment at) {
    List<Event> events = new ArrayList<>(2);
    BoshBody body = answer.body();
    if (body != null) {
      answered(request, exchange, body, at, events);
    }
    if (answer instanceof Answer.Unseen unseen) {
      events.add(
          StanzaEvents.unreadable(
              unseen.why(), Direction.TO_CLIENT, request.context(exchange, at)));
    }
    BoshSession session = request.session();
    if (session != null) {
      fares(request, session, request.context(exchange, at), exchange, answer, events);
    }
    watches.ended(request, exchange, answer, at, events);
    return events;
  }

  private void answered(
      BoshRequest request, Exchange exchange, BoshBody body, Moment at, List<Event> events) {
    boolean created = attach(request, exchange, body);
    BoshSession session = request.session();
    XmppSession carried = session == null ? null : session.xmpp();
    if (session != null) {
      learnOwner(session.xmpp(), body);
      session.streams().named(body);
      if (created) {
        events.add(SessionEvents.created(request.context(exchange, at), session.terms()));
      }
    }
    for (Stanza stanza : body.stanzas()) {
      xmpp.said(carried, stanza, Direction.TO_CLIENT, request.context(exchange, at), events);
    }
    unreadable(body, Direction.TO_CLIENT, request.context(exchange, at), events);
  }

  /** Finds the session that the answer grants, where the request named none; says if it is new. */
  private boolean attach(BoshRequest request, Exchange exchange, BoshBody body) {
    String sid = body.sid();
    if (request.session() != null || sid == null) {
      return false;
    }
    BoshSession session = session(exchange, sid);
    BoshBody asked = request.asked();
    request.attach(session);
    if (asked == null && body.waitTime() == null) {
      // The request could not be read, and only an answer to a creation request grants a wait.
      return false;
    }
    String claimed = asked == null ? null : asked.attribute("from");
    if (claimed != null) {
      session.xmpp().belongsTo(claimed);
    }
    return session.created(Creation.terms(asked, body));
  }

  /** Where the bind was not seen, what is sent to the client says who that is. */
  private static void learnOwner(XmppSession session, BoshBody body) {
    for (Stanza stanza : body.stanzas()) {
      if (session.agent() != null) {
        return;
      }
      StanzaEvents.receiver(stanza).ifPresent(session::belongsTo);
    }
  }

  /** Whether the session lives on, by this answer. */
  private void fares(
      BoshRequest request,
      BoshSession bosh,
      Context context,
      Exchange exchange,
      Answer answer,
      List<Event> events) {
    BoshBody body = answer.body();
    XmppSession session = bosh.xmpp();
    if (answer instanceof Answer.Good || answer instanceof Answer.Unseen) {
      session.heard(context.at(), context.exchange());
    }
    boolean ended = body != null && body.isTerminate() && bosh.streams().allEndedBy(body);
    boolean unknown =
        body == null
            ? answer instanceof Answer.Bad && Integer.valueOf(NOT_FOUND).equals(exchange.status())
            : ended && UNKNOWN_SESSION.equals(body.condition());
    if (unknown && session.lose()) {
      events.add(SessionEvents.lost(Event.Transport.BOSH, context, UNKNOWN_SESSION));
      watches.lost(request, body != null, context, events);
      xmpp.over(session, context, events);
    } else if (!unknown && body != null && ended && session.end(Side.SERVER)) {
      session.inTrouble(context.at());
      events.add(
          SessionEvents.terminated(Event.Transport.BOSH, context, Side.SERVER, body.condition()));
      xmpp.over(session, context, events);
    }
  }

  /** The session of that sid; it is taken to exist, whether or not its creation was seen. */
  private BoshSession session(Exchange exchange, String sid) {
    return sessions.computeIfAbsent(
        new BoshSession.Key(exchange.connection().server(), sid),
        key ->
            new BoshSession(
                key,
                xmpp.begin(Event.Transport.BOSH, exchange.connection(), sid),
                exchange.connection(),
                limits,
                alarms,
                blindness));
  }

  /** What of a body could not be read. */
  private static void unreadable(
      BoshBody body, Direction direction, Context context, List<Event> events) {
    for (Event.Unreadable damage : body.unreadable()) {
      events.add(StanzaEvents.unreadable(damage, direction, context));
    }
  }
}
