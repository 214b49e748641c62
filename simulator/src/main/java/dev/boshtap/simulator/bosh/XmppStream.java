package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.journal.JournalEntry.Session;
import dev.boshtap.simulator.journal.JournalEntry.SessionChange;
import dev.boshtap.simulator.xml.Xml;
import dev.boshtap.simulator.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The XMPP within a session: SASL PLAIN, bind, presence, pubsub and the few other requests that
 * clients make (RFC 6120, RFC 6121). Guarded by the service's lock.
 */
final class XmppStream {

  /** How a session came to its end. */
  enum Departure {
    TERMINATED(SessionChange.TERMINATED),
    ENDED(SessionChange.ENDED),
    FORGOTTEN(SessionChange.FORGOTTEN);

    private final SessionChange change;

    Departure(SessionChange change) {
      this.change = change;
    }

    SessionChange change() {
      return change;
    }
  }

  private final NotificationService service;
  private final Carrier session;
  private @Nullable String agent;
  private @Nullable String resource;
  private boolean available;

  XmppStream(NotificationService service, Carrier session) {
    this.service = service;
    this.session = session;
  }

  /** The agent's login id, or null before SASL. */
  @Nullable String agent() {
    return agent;
  }

  /** Whether events are routed here: initial presence came. */
  boolean isAvailable() {
    return available;
  }

  boolean isBoundAs(String user, String asked) {
    return user.equals(agent) && asked.equals(resource);
  }

  void receive(XmlElement stanza) {
    switch (stanza.name()) {
      case "auth" -> authenticate(stanza);
      case "iq" -> query(stanza);
      case "presence" -> presence(stanza);
      default -> {
        // Messages between users have no place in Finesse.
      }
    }
  }

  private void authenticate(XmlElement auth) {
    if (auth.attribute("mechanism").filter("PLAIN"::equals).isEmpty()) {
      refuse("invalid-mechanism");
      return;
    }
    String plain;
    try {
      plain = new String(Base64.getDecoder().decode(auth.text().trim()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      refuse("incorrect-encoding");
      return;
    }
    // RFC 4616: [authzid] NUL authcid NUL passwd
    String[] parts = plain.split("\0", -1);
    if (parts.length != 3 || parts[1].isEmpty() || !service.admits(parts[1], parts[2])) {
      refuse("not-authorized");
      return;
    }
    agent = parts[1].toLowerCase(Locale.ROOT);
    log(SessionChange.AUTHENTICATED, "PLAIN");
    send("<success xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>");
  }

  private void refuse(String condition) {
    log(SessionChange.REFUSED, condition);
    send("<failure xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"><" + condition + "/></failure>");
  }

  private void query(XmlElement iq) {
    String user = agent;
    if (iq.children().isEmpty()) {
      return;
    }
    XmlElement request = iq.children().get(0);
    if (user == null) {
      error(iq, "auth", "not-authorized");
      return;
    }
    switch (request.name()) {
      case "bind" -> bind(iq, user, request);
      case "session", "ping" -> result(iq, "");
      case "pubsub" -> pubsub(iq, user, request);
      case "query" -> {
        switch (request.namespace()) {
          case "http://jabber.org/protocol/disco#items" ->
              result(iq, service.pubsub().items(request.namespace()));
          case "http://jabber.org/protocol/disco#info", "jabber:iq:roster" ->
              result(iq, "<query xmlns=\"" + request.namespace() + "\"/>");
          default -> error(iq, "cancel", "service-unavailable");
        }
      }
      default -> error(iq, "cancel", "service-unavailable");
    }
  }

  private void bind(XmlElement iq, String user, XmlElement request) {
    String asked =
        request.childText("resource").filter(text -> !text.isEmpty()).orElse(session.sid());
    service.kickOthersBoundAs(session, user, asked);
    resource = asked;
    log(SessionChange.BOUND, asked);
    result(
        iq,
        "<bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\"><jid>"
            + Xml.escape(fullJid())
            + "</jid></bind>");
  }

  private void pubsub(XmlElement iq, String user, XmlElement request) {
    for (XmlElement action : request.children()) {
      String node = action.attribute("node").orElse("");
      if (action.name().equals("subscribe")) {
        service.pubsub().subscribe(node, user);
        result(
            iq,
            "<pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><subscription node=\"%s\" jid=\"%s\" subscription=\"subscribed\"/></pubsub>"
                .formatted(
                    Xml.escape(node), Xml.escape(action.attribute("jid").orElse(bareJid()))));
      } else if (action.name().equals("unsubscribe")) {
        service.pubsub().unsubscribe(node, user);
        result(iq, "");
      } else if (action.name().equals("subscriptions")) {
        result(iq, service.pubsub().subscriptionsOf(user, bareJid()));
      }
    }
  }

  private void presence(XmlElement presence) {
    if (resource == null || presence.attributes().containsKey("to")) {
      return;
    }
    if (presence.attribute("type").filter("unavailable"::equals).isPresent()) {
      available = false;
    } else if (presence.attribute("type").isEmpty() && !available) {
      available = true;
      log(SessionChange.AVAILABLE, "");
      if (service.isBackendPresent()) {
        backend(null);
      }
    }
  }

  /** Presence of Finesse's own user, without which no desktop says that it is connected. */
  void backend(@Nullable String type) {
    String domain = service.settings().domain();
    send(
        "<presence xmlns=\"jabber:client\" from=\"finesse@%s/finesse\" to=\"%s\"%s/>"
            .formatted(
                domain, Xml.escape(fullJid()), type == null ? "" : " type=\"" + type + "\""));
  }

  private void result(XmlElement iq, String content) {
    send(
        "<iq xmlns=\"jabber:client\" type=\"result\" id=\"%s\" to=\"%s\"%s"
            .formatted(
                Xml.escape(iq.attribute("id").orElse("")),
                Xml.escape(fullJid()),
                content.isEmpty() ? "/>" : ">" + content + "</iq>"));
  }

  private void error(XmlElement iq, String type, String condition) {
    send(
        "<iq xmlns=\"jabber:client\" type=\"error\" id=\"%s\"><error type=\"%s\"><%s xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/></error></iq>"
            .formatted(Xml.escape(iq.attribute("id").orElse("")), type, condition));
  }

  private void send(String stanza) {
    session.queue(new Outgoing(stanza, null));
  }

  String bareJid() {
    return agent + "@" + service.settings().domain();
  }

  private String fullJid() {
    if (agent == null) {
      return service.settings().domain() + "/" + session.sid();
    }
    return bareJid() + "/" + (resource == null ? session.sid() : resource);
  }

  void log(SessionChange change, String detail) {
    service.journal().add(at -> new Session(at, session.sid(), agent, change, detail));
  }
}
