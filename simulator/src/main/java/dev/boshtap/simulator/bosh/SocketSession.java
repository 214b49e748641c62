package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.journal.JournalEntry.Delivered;
import dev.boshtap.simulator.websocket.SocketSite;
import dev.boshtap.simulator.xml.Xml;
import dev.boshtap.simulator.xml.XmlElement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session over a WebSocket (RFC 7395): a stanza is a message, and is sent as soon as it is
 * there. Guarded by the service's lock.
 */
final class SocketSession implements Carrier, SocketSite.Talk {

  private static final String FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
  private static final int NORMAL_CLOSURE = 1000;

  /** Deliveries over BOSH name the request that was answered; here there is none. */
  private static final long NO_RID = -1;

  private final NotificationService service;
  private final String sid;
  private final SocketSite.Peer peer;
  private final XmppStream stream;
  private boolean ended;

  SocketSession(NotificationService service, String sid, SocketSite.Peer peer) {
    this.service = service;
    this.sid = sid;
    this.peer = peer;
    this.stream = new XmppStream(service, this);
  }

  // --- what the client sends ---

  @Override
  public void receive(String text) {
    service.locked(() -> Xml.parse(text).ifPresent(this::receive));
  }

  private void receive(XmlElement element) {
    if (ended) {
      return;
    }
    switch (element.name()) {
      case "open" -> opened();
      case "close" -> {
        // In the journal first: who is told of it may look there at once.
        ended = true;
        service.forget(this, XmppStream.Departure.TERMINATED, "");
        peer.send("<close xmlns=\"" + FRAMING + "\"/>");
        peer.close(NORMAL_CLOSURE, "");
      }
      default -> stream.receive(element);
    }
  }

  private void opened() {
    peer.send(
        "<open xmlns=\"%s\" from=\"%s\" id=\"%s\" version=\"1.0\" xml:lang=\"en\"/>"
            .formatted(FRAMING, service.settings().domain(), sid));
    peer.send(
        "<features xmlns=\"http://etherx.jabber.org/streams\">"
            + (stream.agent() == null
                ? "<mechanisms xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">"
                    + "<mechanism>PLAIN</mechanism></mechanisms>"
                : "<bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\"/>"
                    + "<session xmlns=\"urn:ietf:params:xml:ns:xmpp-session\"/>")
            + "</features>");
  }

  @Override
  public void gone() {
    service.locked(
        () -> {
          ended = true;
          service.forget(this, XmppStream.Departure.FORGOTTEN, "connection closed");
        });
  }

  @Override
  public @Nullable String agent() {
    return stream.agent();
  }

  // --- what the service sends ---

  @Override
  public String sid() {
    return sid;
  }

  @Override
  public XmppStream stream() {
    return stream;
  }

  @Override
  public void queue(Outgoing stanza) {
    if (ended) {
      return;
    }
    if (stanza.itemId() != null) {
      List<String> items = List.of(stanza.itemId());
      service.journal().add(at -> new Delivered(at, sid, NO_RID, items));
    }
    peer.send(stanza.xml());
  }

  @Override
  public void flush() {
    // Nothing waits here.
  }

  @Override
  public void kick() {
    end("conflict");
  }

  private void end(String condition) {
    peer.send(
        "<error xmlns=\"http://etherx.jabber.org/streams\"><%s xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></error>"
            .formatted(condition));
    peer.send("<close xmlns=\"" + FRAMING + "\"/>");
    peer.close(NORMAL_CLOSURE, "");
    ended = true;
    service.forget(this, XmppStream.Departure.ENDED, condition);
  }

  @Override
  public void finish() {
    ended = true;
    peer.close(1001, "");
  }

  /** The connection itself tells that the client is there. */
  @Override
  public boolean isIdleFor(Duration limit) {
    return false;
  }
}
