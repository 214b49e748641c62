package dev.boshtap.decoders.event;

/**
 * What a {@link Event.Notice} is about: something on the wire that is not itself said by Finesse,
 * and that a person who looks for trouble wants to be told. A sign is what was seen; what it means,
 * and whose fault it is, is for a diagnosis to say.
 *
 * <p>The word is part of the contract (docs/reference/events.md): once given it stays.
 */
public enum Sign {
  /** A client does not trust our CA for a server, or seems not to. */
  CA_REFUSED("tls.ca-refused", Weight.FAULT),

  /** A client that refused our certificate for a server has asked for something there. */
  CA_ACCEPTED("tls.ca-accepted", Weight.INFO),

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
  /**
   * An agent's state changed for a reason code of the connection family, as Cisco's table of system
   * reason codes has it.
   */
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
  SLOW_ROUND_TRIP("clock.slow-round-trip", Weight.WARNING),
  /** A rid was sent again with other bytes, which no server can take for a repeat. */
  RID_REUSED("bosh.rid-reused", Weight.FAULT),
  /** Rids were left out. */
  RID_SKIPPED("bosh.rid-skipped", Weight.WARNING),
  /** A rid is below the highest and was not seen before. */
  RID_OUT_OF_ORDER("bosh.rid-out-of-order", Weight.WARNING),
  /** A rid is further above the last one answered than the server allows (XEP-0124, 14.1). */
  RID_BEYOND_WINDOW("bosh.rid-beyond-window", Weight.FAULT),
  /** The server refused a rid that was odd, and with it ended the session. */
  RID_REFUSED("bosh.rid-refused", Weight.FAULT),
  /** More requests are open than were granted. */
  TOO_MANY_REQUESTS("bosh.too-many-requests", Weight.WARNING),
  /** The server ended the session as overactive (XEP-0124, 11). */
  OVERACTIVE("bosh.overactive", Weight.FAULT),
  /** A poll is open for longer than its wait, though it is not overdue yet. */
  POLL_SLOW("bosh.poll-slow", Weight.WARNING),
  /** The client gave up a poll and did not end the session. */
  POLL_ABANDONED("bosh.poll-abandoned", Weight.FAULT),
  /** For a short while no request was open. */
  POLL_GAP("bosh.poll-gap", Weight.INFO),
  /** For long no request has been open. */
  POLL_GAP_LONG("bosh.poll-gap-long", Weight.WARNING),
  /** A request came after a long gap. */
  POLL_RESUMED("bosh.poll-resumed", Weight.INFO),
  /** Polls are answered with nothing long before their wait is over. */
  POLLS_SHORTENED("bosh.polls-shortened", Weight.WARNING),
  /** Polls are held for their whole wait again. */
  POLLS_HELD_AGAIN("bosh.polls-held-again", Weight.INFO),
  /** No request for the whole of the inactivity: the server may drop the session. */
  SESSION_IDLE("bosh.session-idle", Weight.FAULT),
  /** No request for so long that the server has dropped the session. */
  SESSION_EXPIRED("bosh.session-expired", Weight.FAULT),
  /** The client asked for a pause (XEP-0124, 12). */
  PAUSED("bosh.paused", Weight.INFO),
  /** The session was lost after a gap longer than its inactivity. */
  LOST_TO_INACTIVITY("bosh.lost-to-inactivity", Weight.FAULT),
  /** The session was lost though its requests came in time. */
  LOST_WITHOUT_GAP("bosh.lost-without-gap", Weight.FAULT),
  /** The notification service is stopping. */
  SERVER_SHUTDOWN("bosh.server-shutdown", Weight.FAULT),
  /** Something else than BOSH came back. */
  NOT_BOSH("bosh.not-bosh", Weight.FAULT),
  /** A poll was sent elsewhere. */
  REDIRECTED("bosh.redirected", Weight.FAULT),
  /** Status 400. */
  REQUEST_REFUSED("bosh.request-refused", Weight.FAULT),
  /** Status 403. */
  FORBIDDEN("bosh.forbidden", Weight.FAULT),
  /** Status 401, 407 or 511. */
  LOGIN_WANTED("bosh.login-wanted", Weight.FAULT),
  /** Status 404 to a request that begins a session. */
  NO_ENDPOINT("bosh.no-endpoint", Weight.FAULT),
  /** Status 500. */
  SERVER_FAILED("bosh.server-failed", Weight.FAULT),
  /** Status 502, 503 or 504. */
  GATEWAY_ERROR("bosh.gateway-error", Weight.FAULT),
  /** The first event after a session was lost and another took its place. */
  OUTAGE_OVER("xmpp.outage-over", Weight.FAULT),
  /** An agent has two sessions at a time. */
  SECOND_SESSION("xmpp.second-session", Weight.WARNING),
  /** A session was ended because the same resource was bound elsewhere. */
  CONFLICT("xmpp.conflict", Weight.FAULT),
  /** Sessions of one agent end each other again and again. */
  SESSION_FIGHT("xmpp.session-fight", Weight.FAULT),
  /** Logins are refused again and again. */
  AUTH_FAILING("xmpp.auth-failing", Weight.FAULT),
  /** The XMPP user {@code finesse} was not seen: no event can come. */
  BACKEND_MISSING("xmpp.backend-missing", Weight.WARNING),
  /** The XMPP user {@code finesse} went away. */
  BACKEND_GONE("xmpp.backend-gone", Weight.FAULT),
  /** The XMPP user {@code finesse} is there again. */
  BACKEND_BACK("xmpp.backend-back", Weight.INFO),
  /** A session ended with subscriptions that it made and did not take back. */
  SUBSCRIPTIONS_LEFT("xmpp.subscriptions-left", Weight.INFO);

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
