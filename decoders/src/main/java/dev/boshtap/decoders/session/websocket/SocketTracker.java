package dev.boshtap.decoders.session.websocket;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.XmppSessions;
import dev.boshtap.decoders.websocket.Handshake;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.xmpp.FramedReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells which exchanges become WebSockets, and which wanted to and did not. */
public final class SocketTracker {

  private final Limits limits;
  private final XmppSessions xmpp;
  private final Alarms alarms;
  private final FramedReader stanzas;

  /** A tracker that has seen nothing yet; the others are those of all transports. */
  public SocketTracker(Limits limits, XmppSessions xmpp, Alarms alarms) {
    this.limits = limits;
    this.xmpp = xmpp;
    this.alarms = alarms;
    this.stanzas = new FramedReader(limits);
  }

  /** The WebSocket that an exchange became by its answer's head, if it did. */
  public Optional<OpenSocket> upgraded(Exchange exchange, Moment at) {
    ResponseHead response = exchange.response();
    if (response == null || !Handshake.asks(exchange.request())) {
      return Optional.empty();
    }
    return Handshake.of(response)
        .map(
            agreed ->
                new OpenSocket(
                    exchange,
                    agreed,
                    at,
                    limits.sockets(),
                    new StreamStory(stanzas, xmpp),
                    alarms));
  }

  /** Says of an exchange that has ended, and did not become one, that it had asked for one. */
  public Optional<Event> refused(Exchange exchange, Moment at) {
    if (!Handshake.asks(exchange.request())) {
      return Optional.empty();
    }
    Integer status = exchange.status();
    String answer =
        status == null
            ? "got no answer" + exchange.ending().endedBy().map(by -> ", ended by " + by).orElse("")
            : "answered with " + status;
    Context context =
        new Context(at, exchange.connection(), exchange.number(), null, null, null, null);
    return Optional.of(
        new Event.Notice(
            context,
            Sign.WEBSOCKET_REFUSED,
            "request for a WebSocket " + answer,
            List.of(exchange.number()),
            status == null
                ? Map.of("path", exchange.request().path())
                : new TreeMap<>(
                    Map.of("path", exchange.request().path(), "status", status.toString()))));
  }
}
