package dev.boshtap.decoders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.websocket.Frames;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.util.List;
import java.util.Optional;

/** What one desktop of a {@link Shift} has on the wire: its exchanges, as they are seen. */
final class ShiftWire {

  private static final List<Header> XML = List.of(new Header("Content-Type", "text/xml"));
  private static final Header UPGRADE = new Header("Upgrade", "websocket");

  private final Shift shift;
  private String client;

  ShiftWire(Shift shift, String client) {
    this.shift = shift;
    this.client = client;
  }

  /** The desktop has another address from here on. */
  void from(String address) {
    client = address;
  }

  Connection connection(long number, HostPort to) {
    return new Connection(number, to, client + ":" + (40_000 + number % 20_000));
  }

  /** A poll, or another request of BOSH, on a connection of its own; gives its number. */
  long post(HostPort server, String body) {
    return post(server, body, Optional.empty());
  }

  /** The same; on a connection that stands already, if one is given. */
  long post(HostPort server, String body, Optional<Connection> standing) {
    return send(server, "POST", "/http-bind/", XML, body, standing);
  }

  /** A request; on a connection that stands already, if one is given. */
  long send(
      HostPort server,
      String method,
      String target,
      List<Header> headers,
      String body,
      Optional<Connection> standing) {
    long number = shift.nextExchange();
    Connection connection = standing.orElseGet(() -> connection(number, server));
    if (standing.isEmpty()) {
      see(new WireEvent.Opened(shift.now(), connection));
    }
    see(
        new WireEvent.Started(
            shift.now(), number, connection, new RequestHead(method, target, "HTTP/1.1", headers)));
    byte[] bytes = body.getBytes(UTF_8);
    if (bytes.length > 0) {
      see(new WireEvent.RequestBytes(shift.now(), number, bytes));
    }
    see(new WireEvent.RequestCompleted(shift.now(), number, bytes.length));
    return number;
  }

  void answer(long number, int status, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    head(number, status, XML);
    see(new WireEvent.ResponseBytes(shift.now(), number, bytes));
    see(new WireEvent.Ended(shift.now(), number, Ending.ANSWERED, bytes.length, 0, 0, 0));
  }

  /** Asked and answered at once. */
  void ask(HostPort server, String body, String answer) {
    answer(post(server, body), 200, answer);
  }

  void end(long number, Ending ending) {
    if (number != 0) {
      see(new WireEvent.Ended(shift.now(), number, ending, -1, 0, 0, 0));
    }
  }

  /** The answer begins, and does not come to its end. */
  void breakOff(long number, Ending ending) {
    byte[] part = "<body ".getBytes(UTF_8);
    head(number, 200, XML);
    see(new WireEvent.ResponseBytes(shift.now(), number, part));
    see(new WireEvent.Ended(shift.now(), number, ending, part.length, 0, part.length, 0));
  }

  /** Asks for a WebSocket; gives the exchange's number. */
  long askSocket(HostPort server) {
    return send(server, "GET", "/ws/", List.of(UPGRADE), "", Optional.empty());
  }

  /** The server agrees to it. */
  void agree(long number) {
    head(number, 101, List.of(UPGRADE, new Header("Sec-WebSocket-Protocol", "xmpp")));
  }

  /** One side says something on it. */
  void frame(long number, Side from, String text) {
    bytes(number, from, Frames.of(from).text(text));
  }

  /** One side closes it, in so many words. */
  void close(long number, Side from, int code) {
    bytes(number, from, Frames.of(from).close(code, ""));
  }

  private void bytes(long number, Side from, Frames frames) {
    see(new WireEvent.UpgradedBytes(shift.now(), number, from, frames.bytes(), 0));
  }

  private void head(long number, int status, List<Header> headers) {
    see(
        new WireEvent.ResponseStarted(
            shift.now(), number, new ResponseHead("HTTP/1.1", status, "", headers, true)));
  }

  void see(WireEvent event) {
    shift.see(event);
  }
}
