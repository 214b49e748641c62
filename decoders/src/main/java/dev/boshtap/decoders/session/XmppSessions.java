package dev.boshtap.decoders.session;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.xmpp.IqContent;
import dev.boshtap.decoders.xmpp.Stanza;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stanzas do to the sessions they belong to, and what they say: authentication, bind,
 * presence, subscriptions, and which session took whose place. One for all transports, since an
 * agent's next session may be carried by another one.
 */
public final class XmppSessions {

  private final SignLimits limits;
  private final Alarms alarms;
  private final Successions successions;
  private final Rivals rivals;
  private final Logins logins;
  private final StanzaEvents stanzas;

  /** Nothing seen yet. */
  public XmppSessions(Limits limits, Alarms alarms) {
    this.limits = limits.signs();
    this.alarms = alarms;
    successions = new Successions(limits);
    rivals = new Rivals(limits.signs());
    logins = new Logins(limits.signs().authFailures(), limits.signs().memory());
    stanzas = new StanzaEvents(limits);
  }

  /** A session without an id, on that connection; nothing more is known yet. */
  public XmppSession begin(Event.Transport transport, Connection connection) {
    return begin(transport, connection, null);
  }

  /** A session that is there; nothing more is known yet. */
  public XmppSession begin(Event.Transport transport, Connection connection, @Nullable String sid) {
    XmppSession session = new XmppSession(transport, connection, sid, limits, alarms);
    successions.begun(session);
    return session;
  }

  /**
   * A stanza was seen.
   *
   * @param session whose it is, or null where that is not known
   * @param context when, where and in which exchange; whose is filled in
   * @param events takes what it says
   */
  public void said(
      @Nullable XmppSession session,
      Stanza stanza,
      Direction direction,
      Context context,
      List<Event> events) {
    if (session == null) {
      events.addAll(stanzas.of(stanza, direction, context));
      return;
    }
    session.seenOn(context.connection());
    if (direction == Direction.TO_CLIENT) {
      stages(session, stanza, context, events);
    }
    Context whole = session.in(context);
    events.addAll(stanzas.of(stanza, direction, whole));
    if (direction == Direction.TO_CLIENT) {
      answered(session, stanza, whole, events);
    } else {
      asked(session, stanza, whole);
    }
  }

  /** A session is over, by good-bye or by loss: says what it leaves behind. */
  public void over(XmppSession session, Context context, List<Event> events) {
    session.backend().over();
    session.subscriptions().over(context, events);
  }

  private static void asked(XmppSession session, Stanza stanza, Context context) {
    if (stanza instanceof Stanza.SaslAuth auth) {
      session.authenticatesWith(auth.mechanism());
    } else if (stanza instanceof Stanza.Presence presence
        && presence.type() == null
        && presence.to() == null) {
      session.reached(XmppSession.Stage.AVAILABLE);
      session.backend().awaited(context.at());
    } else if (stanza instanceof Stanza.Iq iq) {
      session.subscriptions().said(iq, Direction.TO_SERVER);
    }
  }

  /** How far the session came by a stanza. */
  private void stages(XmppSession session, Stanza stanza, Context context, List<Event> events) {
    String jid = boundJid(stanza);
    if (jid != null) {
      session.bind(jid);
      bound(session, session.in(context), events);
    } else if (stanza instanceof Stanza.SaslSuccess) {
      session.reached(XmppSession.Stage.AUTHENTICATED);
      logins.letIn(session);
      events.add(
          SessionEvents.authenticated(
              session.transport(), session.in(context), session.mechanism()));
    } else if (stanza instanceof Stanza.SaslFailure failure) {
      events.add(
          SessionEvents.authFailed(
              session.transport(), session.in(context), session.mechanism(), failure.condition()));
      logins.refused(session, session.in(context), events);
    }
    successions.knows(session, context.at());
  }

  private void bound(XmppSession session, Context context, List<Event> events) {
    events.add(SessionEvents.bound(session.transport(), context));
    successions
        .predecessor(session, context.at())
        .ifPresent(lost -> recreated(lost, session, context, events));
    successions
        .beside(session, context.at())
        .ifPresent(other -> rivals.beside(session, other, context, events));
  }

  /** What a stanza says beside what it says. */
  private void answered(XmppSession session, Stanza stanza, Context context, List<Event> events) {
    if (stanza instanceof Stanza.PubsubEvent) {
      outage(session.takeLost(), context, events);
    } else if (stanza instanceof Stanza.Presence presence) {
      session.backend().said(presence, context, events);
    } else if (stanza instanceof Stanza.Iq iq) {
      session.subscriptions().said(iq, Direction.TO_CLIENT);
    }
    if (isConflict(stanza)) {
      rivals.conflict(session, successions.winner(session), context, events);
    }
  }

  private static void outage(@Nullable XmppSession lost, Context context, List<Event> events) {
    Moment lastHeard = lost == null ? null : lost.lastHeard();
    if (lost != null && lastHeard != null) {
      events.add(
          Notices.of(
                  context,
                  Sign.OUTAGE_OVER,
                  "the first event for "
                      + Notices.seconds(context.at().since(lastHeard))
                      + ": what was published in between is lost")
              .shownBy(lost.lastHeardIn())
              .toEvent());
    }
  }

  private static boolean isConflict(Stanza stanza) {
    return (stanza instanceof Stanza.StreamError error && error.condition().equals("conflict"))
        || (stanza instanceof Stanza.Iq iq
            && iq.content() instanceof IqContent.Bind
            && "conflict".equals(iq.condition()));
  }

  private static @Nullable String boundJid(Stanza stanza) {
    return stanza instanceof Stanza.Iq iq
            && "result".equals(iq.type())
            && iq.content() instanceof IqContent.Bind bind
        ? bind.jid()
        : null;
  }

  private static void recreated(
      XmppSession lost, XmppSession successor, Context context, List<Event> events) {
    Moment lastHeard = lost.lastHeard();
    Duration outage = lastHeard == null ? null : context.at().since(lastHeard);
    successor.succeeds(lost);
    events.add(SessionEvents.recreated(successor.transport(), context, outage));
  }
}
