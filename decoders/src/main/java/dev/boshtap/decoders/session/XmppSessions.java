package dev.boshtap.decoders.session;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
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

  private final Successions successions;
  private final StanzaEvents stanzas;

  /** Nothing seen yet. */
  public XmppSessions(Limits limits) {
    successions = new Successions(limits.sessions());
    stanzas = new StanzaEvents(limits);
  }

  /** A session that is there; nothing more is known yet. */
  public XmppSession begin(Event.Transport transport, Connection connection) {
    String client = connection.client();
    int port = client.lastIndexOf(':');
    return new XmppSession(
        transport, connection.server(), port < 0 ? client : client.substring(0, port));
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
    if (direction == Direction.TO_SERVER) {
      asked(session, stanza);
    } else {
      answered(session, stanza, context, events);
    }
    events.addAll(stanzas.of(stanza, direction, session.in(context)));
  }

  private static void asked(XmppSession session, Stanza stanza) {
    if (stanza instanceof Stanza.SaslAuth auth) {
      session.authenticatesWith(auth.mechanism());
    } else if (stanza instanceof Stanza.Presence presence && presence.type() == null) {
      session.reached(XmppSession.Stage.AVAILABLE);
    }
  }

  private void answered(XmppSession session, Stanza stanza, Context context, List<Event> events) {
    String jid = boundJid(stanza);
    if (jid != null) {
      session.bind(jid);
      Context bound = session.in(context);
      events.add(SessionEvents.bound(session.transport(), bound));
      successions
          .predecessor(session, context.at())
          .ifPresent(lost -> recreated(lost, session, bound, events));
    } else if (stanza instanceof Stanza.SaslSuccess) {
      session.reached(XmppSession.Stage.AUTHENTICATED);
      events.add(
          SessionEvents.authenticated(
              session.transport(), session.in(context), session.mechanism()));
    } else if (stanza instanceof Stanza.SaslFailure failure) {
      events.add(
          SessionEvents.authFailed(
              session.transport(), session.in(context), session.mechanism(), failure.condition()));
    }
    successions.knows(session);
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
    lost.replaced();
    events.add(SessionEvents.recreated(successor.transport(), context, outage));
  }
}
