package dev.boshtap.simulator.websocket;

import org.jspecify.annotations.Nullable;

/** What stands behind the WebSockets of a listener. */
public interface SocketSite {

  /** A client opened a WebSocket. */
  Talk open(Peer peer);

  /** The client's end of a WebSocket; safe for use by many threads. */
  interface Peer {

    /** Sends a message. */
    void send(String text);

    /** Sends a Close. */
    void close(int code, String reason);
  }

  /** The site's end of a WebSocket. */
  interface Talk {

    /** A message came. */
    void receive(String text);

    /** The client is gone, with a word or without. */
    void gone();

    /** The agent's login id, or null before SASL. */
    @Nullable String agent();
  }
}
