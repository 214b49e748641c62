package dev.boshtap.simulator.journal;

/**
 * How a connection ended as the server saw it, or made it end.
 *
 * @param by who ended it
 * @param manner FIN or RST
 * @param closeNotify whether TLS close_notify came before it
 */
public record ConnectionEnd(By by, Manner manner, boolean closeNotify) {

  /** Who ended a connection. */
  public enum By {
    /** The peer of the server: the agent, or a proxy for it. */
    CLIENT,
    /** The server, by a fault or by its stop. */
    SERVER
  }

  /** What stood on the wire. */
  public enum Manner {
    /** FIN. */
    CLEAN,
    /** RST. */
    RESET
  }
}
