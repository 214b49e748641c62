package dev.boshtap.decoders.event;

/**
 * What a {@link Event.Notice} is about: something on the wire that is not itself said by Finesse,
 * and that a person who looks for trouble wants to be told. A sign is what was seen; what it means,
 * and whose fault it is, is for a diagnosis to say.
 *
 * <p>The word is part of the contract (docs/reference/events.md): once given it stays.
 */
public enum Sign {
  /** A request came with a rid that had been sent before (XEP-0124, 14.3). */
  RID_REPEATED("bosh.rid-repeated", Weight.WARNING),
  /** A WebSocket was asked for and not agreed to. */
  WEBSOCKET_REFUSED("websocket.refused", Weight.FAULT),
  /** A message on a WebSocket was not as RFC 6455 or 7692 has it. */
  WEBSOCKET_MALFORMED("websocket.malformed", Weight.WARNING),
  /** A client that pings sent nothing for longer than Finesse waits for its pings. */
  WEBSOCKET_CLIENT_SILENT("websocket.client-silent", Weight.WARNING),

  /** An agent's state followed one that it does not follow in Cisco's table. */
  UNUSUAL_TRANSITION("agent.unusual-transition", Weight.INFO),
  /** The state after the call was not the one that was pending. */
  PENDING_STATE_LOST("agent.pending-state-lost", Weight.WARNING),
  /** An agent's state changed for a reason code of the connection family (finesse.md 4.3). */
  CONNECTION_REASON("agent.connection-reason", Weight.FAULT),
  /** A call changed, or was removed, that was never announced. */
  CALL_NOT_ANNOUNCED("call.not-announced", Weight.WARNING),
  /** A call was over and was not removed. */
  CALL_NOT_REMOVED("call.not-removed", Weight.WARNING),
  /** An event arrived long after the change that it tells of. */
  LATE_EVENT("event.late", Weight.WARNING),
  /** A REST call was accepted, and no event followed. */
  NO_EVENT("rest.no-event", Weight.WARNING),
  /** The server is out of service. */
  OUT_OF_SERVICE("system.out-of-service", Weight.FAULT),
  /** The server is in service again. */
  IN_SERVICE("system.in-service", Weight.INFO),
  /** A desktop asks for SystemInfo as it does while it looks for a server. */
  FAILOVER_POLLING("desktop.failover-polling", Weight.WARNING),
  /** A desktop's cookies say that it failed over. */
  FAILED_OVER("desktop.failed-over", Weight.WARNING),
  /** The drift between a desktop's clock and the server's changed. */
  DRIFT_CHANGED("clock.drift-changed", Weight.WARNING),
  /** The way between a desktop and the server is slow. */
  SLOW_ROUND_TRIP("clock.slow-round-trip", Weight.WARNING);

  /** How much a sign matters to whoever reads along. */
  public enum Weight {
    /** Part of normal life, good to know. */
    INFO,
    /** Not as it should be. */
    WARNING,
    /** An agent feels it. */
    FAULT
  }

  private final String word;
  private final Weight weight;

  Sign(String word, Weight weight) {
    this.word = word;
    this.weight = weight;
  }

  /** Its stable name: where it was seen, and what, for example {@code bosh.rid-repeated}. */
  public String word() {
    return word;
  }

  /** How much it matters. */
  public Weight weight() {
    return weight;
  }
}
