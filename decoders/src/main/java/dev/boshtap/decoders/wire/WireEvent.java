package dev.boshtap.decoders.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was seen on the wire, in the order seen. Whoever sees traffic (the live proxy, a reader of
 * HAR files, a test) tells it as a sequence of these; the {@link dev.boshtap.decoders.Observer}
 * makes sense of it. Byte arrays are handed over: neither side changes them afterwards.
 */
public sealed interface WireEvent {

  /** When it was seen. */
  Moment at();

  /** Something that happened to a connection rather than to one exchange on it. */
  sealed interface ConnectionEvent extends WireEvent {
    /** The connection it happened to. */
    Connection connection();
  }

  /** Something that happened to one exchange. */
  sealed interface ExchangeEvent extends WireEvent {
    /** The exchange's number; counts up from 1 within one run or file. */
    long exchange();
  }

  /** A client asked to be connected, and the traffic will be decrypted. */
  record Opened(Moment at, Connection connection) implements ConnectionEvent {}

  /**
   * The server leg stands, TLS included.
   *
   * @param address the server's address and port as text
   * @param dns how long the name took, or null where it was not looked up
   * @param connect how long TCP took, an upstream proxy included
   * @param tls how long the TLS handshake took
   * @param protocol for example {@code TLSv1.3}
   * @param cipher the cipher suite's name
   */
  record ServerReached(
      Moment at,
      Connection connection,
      String address,
      @Nullable Duration dns,
      Duration connect,
      Duration tls,
      String protocol,
      String cipher)
      implements ConnectionEvent {}

  /** A leg could not be made: no name, no route, no TLS, no trust. */
  record Failed(Moment at, Connection connection, Ending.Network failure)
      implements ConnectionEvent {}

  /**
   * A client was shown our certificate and went no further: it ended the TLS handshake, or dropped
   * the connection right after it without a request.
   *
   * @param said whether the client said that the certificate is why; else it is most likely
   */
  record CertificateRefused(Moment at, Connection connection, boolean said)
      implements ConnectionEvent {}

  /**
   * Both legs are gone.
   *
   * @param ending who ended the connection; on a connection with no exchange in flight this is no
   *     fault
   * @param fromClient bytes read from the client, TLS removed
   * @param fromServer bytes read from the server, TLS removed
   */
  record Closed(Moment at, Connection connection, Ending ending, long fromClient, long fromServer)
      implements ConnectionEvent {}

  /**
   * From here on a connection is passed on without being read: what came on it is not HTTP/1.
   *
   * @param side whose bytes could not be read
   * @param cause what was wrong, one line
   */
  record Unread(Moment at, Connection connection, Side side, String cause)
      implements ConnectionEvent {}

  /**
   * A CONNECT that is passed on unread.
   *
   * @param cause why, one line, where it would be read but for that; empty where it never is
   */
  record TunnelOpened(Moment at, Connection connection, String cause) implements ConnectionEvent {

    /** One that is never read. */
    public TunnelOpened(Moment at, Connection connection) {
      this(at, connection, "");
    }
  }

  /** A request's head is complete. */
  record Started(Moment at, long exchange, Connection connection, RequestHead head)
      implements ExchangeEvent {}

  /** The next bytes of the request's body, chunk framing removed. */
  record RequestBytes(Moment at, long exchange, byte[] bytes) implements ExchangeEvent {}

  /**
   * The request is complete.
   *
   * @param bodySize the whole body's size, chunk framing removed; more than the bytes given where
   *     the copy was capped or lost
   */
  record RequestCompleted(Moment at, long exchange, long bodySize) implements ExchangeEvent {}

  /** The final answer's head is complete; after 101 the connection speaks another protocol. */
  record ResponseStarted(Moment at, long exchange, ResponseHead head) implements ExchangeEvent {}

  /** The next bytes of the answer's body, chunk framing removed, content coding kept. */
  record ResponseBytes(Moment at, long exchange, byte[] bytes) implements ExchangeEvent {}

  /**
   * The next bytes on a connection that the server agreed to speak another protocol on (status 101,
   * RFC 9110, 15.2.2), TLS removed.
   *
   * @param from who sent them
   * @param missing how many bytes of the same side came right before them and were not recorded
   */
  record UpgradedBytes(Moment at, long exchange, Side from, byte[] bytes, long missing)
      implements ExchangeEvent {}

  /**
   * A WebSocket message, from a source that knows messages and not the bytes they came in, as a
   * file.
   */
  record MessageSeen(Moment at, long exchange, SocketMessage message) implements ExchangeEvent {}

  /**
   * The exchange is over. Each {@link Started} is followed by exactly one of these.
   *
   * @param bodySize the size of the answer's body as far as it came, chunk framing removed, or -1
   *     when no head came
   * @param fromClient bytes read from the client for it, as far as can be told apart
   * @param fromServer bytes read from the server for it, as far as can be told apart
   * @param lostBytes body bytes that the recorder had no room for (beyond the cap is not lost)
   */
  record Ended(
      Moment at,
      long exchange,
      Ending ending,
      long bodySize,
      long fromClient,
      long fromServer,
      long lostBytes)
      implements ExchangeEvent {}

  /**
   * Recording could not keep up: whole exchanges that were forwarded and not recorded since the
   * last such notice.
   */
  record Lost(Moment at, long exchanges) implements WireEvent {}
}
