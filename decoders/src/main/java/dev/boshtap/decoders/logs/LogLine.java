package dev.boshtap.decoders.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a log says that a diagnosis can use.
 *
 * @param at when, by the clock of who wrote it
 * @param kind what it says
 * @param sid the BOSH session, or null
 * @param agent the agent's login id, or null
 * @param span how long a session was idle, or a round trip took, or two clocks differ; or null
 * @param id the rid of a request, or the requestId that an event names; or null
 */
public record LogLine(
    Instant at,
    Kind kind,
    @Nullable String sid,
    @Nullable String agent,
    @Nullable Duration span,
    @Nullable String id) {

  /** A line that names no request. */
  public LogLine(
      Instant at,
      Kind kind,
      @Nullable String sid,
      @Nullable String agent,
      @Nullable Duration span) {
    this(at, kind, sid, agent, span, null);
  }

  /** The same of an agent and a session under other names. */
  public LogLine named(UnaryOperator<String> naming) {
    return new LogLine(
        at,
        kind,
        sid == null ? null : naming.apply(sid),
        agent == null ? null : naming.apply(agent),
        span,
        id);
  }

  /** What a line may say. */
  public enum Kind {
    /** Openfire: a request arrived. */
    RECEIVED,
    /** Finesse gave an event to the notification service. */
    PUBLISHED,
    /** Openfire: a session was last active so long ago. */
    LAST_ACTIVE,
    /** Openfire: a session is closed for it. */
    CLOSED_IDLE,
    /** Openfire: a session is closed, for whatever reason. */
    CLOSED,
    /** Openfire: there was nobody to deliver an event to. */
    NOT_ROUTED,
    /** Openfire was stopped. */
    STOPPED,
    /** Openfire, or its HTTP binding, was started. */
    STARTED,
    /** Finesse: an agent's presence became unavailable. */
    UNAVAILABLE,
    /** Finesse signs an agent out whose presence is gone. */
    FORCED_LOGOUT,
    /** Finesse asks the CTI server to do so. */
    SIGN_OUT_ASKED,
    /** CTI: an agent was signed out with the code of a lost connection. */
    SIGNED_OUT,
    /** The desktop compared its clock with the server's. */
    DRIFT
  }
}
