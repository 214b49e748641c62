package dev.boshtap.exporters.saz;

/**
 * The bits of a session's {@code BitFlags} that tell something of the traffic; the names are
 * Fiddler's.
 */
final class SessionFlags {

  /** The request came over TLS. */
  static final int IS_HTTPS = 0x1;

  /** The session was not the first on its client's connection. */
  static final int CLIENT_PIPE_REUSED = 0x8;

  /** The session was not the first on its server's connection. */
  static final int SERVER_PIPE_REUSED = 0x10;

  /** A CONNECT that was passed on unread. */
  static final int IS_BLIND_TUNNEL = 0x1000;

  /** A CONNECT whose traffic is decrypted. */
  static final int IS_DECRYPTING_TUNNEL = 0x2000;

  /** The answer's body was not kept. */
  static final int RESPONSE_BODY_DROPPED = 0x20000;

  /** The session became a WebSocket. */
  static final int IS_WEBSOCKET_TUNNEL = 0x40000;

  /** The request's body was not kept. */
  static final int REQUEST_BODY_DROPPED = 0x100000;

  private SessionFlags() {}
}
