package dev.boshtap.decoders.session;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.xmpp.IqContent;
import dev.boshtap.decoders.xmpp.Stanza;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests and answers do to their sessions, and what they say.
 *
 * <p>A session is found by the sid of the <em>request</em>: Openfire names it in the answer to the
 * creation request only.
 */
final class SessionStory {

  /** The condition of a sid or rid that the server does not know (XEP-0124, 17.2). */
  static final String UNKNOWN_SESSION = "item-not-found";

  private static final int NOT_FOUND = 404;

  private final Sessions sessions;
  private final StanzaEvents stanzas;

  SessionStory(Limits limits) {
    sessions = new Sessions(limits.sessions());
    stanzas = new StanzaEvents(limits);
  }

  /** A request is complete. */
  BoshRequest requested(Exchange exchange, BoshReading reading, Moment at, List<Event> events) {
    if (reading instanceof BoshReading.NotBosh not) {
      BoshRequest request = new BoshRequest(null, null);
      events.add(
          StanzaEvents.unreadable(not.why(), Direction.TO_SERVER, request.context(exchange, at)));
      return request;
    }
    BoshBody asked = ((BoshReading.Read) reading).body();
    String sid = asked.sid();
    BoshSession session = sid == null ? null : sessions.of(server(exchange), sid);
    BoshRequest request = new BoshRequest(asked, session);
    Context context = request.context(exchange, at);
    for (Stanza stanza : asked.stanzas()) {
      if (session != null && stanza instanceof Stanza.SaslAuth auth) {
        session.authenticatesWith(auth.mechanism());
      }
      events.addAll(stanzas.of(stanza, Direction.TO_SERVER, context));
    }
    events.addAll(StanzaEvents.unreadable(asked, Direction.TO_SERVER, context));
    if (session != null && asked.restart()) {
      events.add(SessionEvents.restarted(context));
    }
    if (session != null && asked.isTerminate() && session.end(Side.CLIENT)) {
      events.add(SessionEvents.terminated(context, Side.CLIENT, asked.condition()));
    }
    return request;
  }

  /** A request was answered, well or not. */
  List<Event> answered(BoshRequest request, Exchange exchange, Answer answer, Moment at) {
    List<Event> events = new ArrayList<>(2);
    BoshBody body = answer.body();
    if (body != null) {
      boolean created = attach(request, exchange, body);
      BoshSession session = request.session();
      if (session != null) {
        learnOwner(session, body);
        if (created) {
          events.add(SessionEvents.created(request.context(exchange, at), session));
        }
      }
      for (Stanza stanza : body.stanzas()) {
        said(stanza, request, exchange, at, events);
      }
      events.addAll(
          StanzaEvents.unreadable(body, Direction.TO_CLIENT, request.context(exchange, at)));
    }
    if (answer instanceof Answer.Unseen unseen) {
      events.add(
          StanzaEvents.unreadable(
              unseen.why(), Direction.TO_CLIENT, request.context(exchange, at)));
    }
    BoshSession session = request.session();
    if (session != null) {
      fares(session, request.context(exchange, at), exchange, answer, events);
    }
    return events;
  }

  /** Finds the session that the answer grants, where the request named none; says if it is new. */
  private boolean attach(BoshRequest request, Exchange exchange, BoshBody body) {
    String sid = body.sid();
    if (request.session() != null || sid == null) {
      return false;
    }
    BoshSession session = sessions.of(server(exchange), sid);
    request.attach(session);
    BoshBody asked = request.asked();
    if (asked == null) {
      // The request could not be read. Only an answer to a creation request grants a wait.
      return body.waitTime() != null
          && session.created(new BoshSession.Origin(Grant.of(body), null));
    }
    String claimed = asked.attribute("from");
    if (claimed != null) {
      session.belongsTo(claimed);
    }
    return session.created(new BoshSession.Origin(Grant.of(body), ClientLibrary.of(asked)));
  }

  /** Where the bind was not seen, what is sent to the client says who that is. */
  private static void learnOwner(BoshSession session, BoshBody body) {
    for (Stanza stanza : body.stanzas()) {
      if (session.agent() != null) {
        return;
      }
      StanzaEvents.receiver(stanza).ifPresent(session::belongsTo);
    }
  }

  private void said(
      Stanza stanza, BoshRequest request, Exchange exchange, Moment at, List<Event> events) {
    BoshSession session = request.session();
    String jid = boundJid(stanza);
    if (session != null && jid != null) {
      session.bind(jid);
    }
    Context context = request.context(exchange, at);
    if (session != null) {
      if (jid != null) {
        events.add(SessionEvents.bound(context));
        sessions.predecessor(session, at).ifPresent(lost -> recreated(lost, context, events));
      } else if (stanza instanceof Stanza.SaslSuccess) {
        events.add(SessionEvents.authenticated(context, session));
      } else if (stanza instanceof Stanza.SaslFailure failure) {
        events.add(SessionEvents.authFailed(context, session, failure.condition()));
      }
    }
    events.addAll(stanzas.of(stanza, Direction.TO_CLIENT, context));
  }

  private static @Nullable String boundJid(Stanza stanza) {
    return stanza instanceof Stanza.Iq iq
            && "result".equals(iq.type())
            && iq.content() instanceof IqContent.Bind bind
        ? bind.jid()
        : null;
  }

  private static void recreated(BoshSession lost, Context context, List<Event> events) {
    Moment lastGood = lost.lastGoodAnswer();
    Duration outage = lastGood == null ? null : context.at().since(lastGood);
    lost.replaced();
    events.add(SessionEvents.recreated(context, outage));
  }

  /** Whether the session lives on, by this answer. */
  private static void fares(
      BoshSession session, Context context, Exchange exchange, Answer answer, List<Event> events) {
    BoshBody body = answer.body();
    if (answer instanceof Answer.Good || answer instanceof Answer.Unseen) {
      session.answeredWell(context.at());
    }
    boolean unknown =
        body == null
            ? answer instanceof Answer.Bad && Integer.valueOf(NOT_FOUND).equals(exchange.status())
            : body.isTerminate() && UNKNOWN_SESSION.equals(body.condition());
    if (unknown && session.lose()) {
      events.add(SessionEvents.lost(context));
    } else if (!unknown && body != null && body.isTerminate() && session.end(Side.SERVER)) {
      session.inTrouble(context.at());
      events.add(SessionEvents.terminated(context, Side.SERVER, body.condition()));
    }
  }

  private static HostPort server(Exchange exchange) {
    return exchange.connection().server();
  }
}
