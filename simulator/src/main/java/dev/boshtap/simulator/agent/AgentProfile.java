package dev.boshtap.simulator.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * Who an agent is and how the agent's desktop behaves.
 *
 * @param id the login id
 * @param password the password
 * @param resource the XMPP resource
 * @param askedWait the wait asked for, whole seconds
 * @param patience how long after the granted wait a request is given up by closing its connection
 * @param firstRetry the pause before a failed request is sent again with its rid; the second pause
 *     is 4 times, the third 9 times as long, and then the session is given up
 * @param reconnectAfter the pause before a lost session is made anew, or nothing to leave it lost
 * @param gzip whether compressed answers are accepted
 */
public record AgentProfile(
    String id,
    String password,
    String resource,
    Duration askedWait,
    Duration patience,
    Duration firstRetry,
    Optional<Duration> reconnectAfter,
    boolean gzip) {

  /** Checks the wait. */
  public AgentProfile {
    if (askedWait.isNegative() || askedWait.toSeconds() * 1_000_000_000L != askedWait.toNanos()) {
      throw new IllegalArgumentException("askedWait: " + askedWait + " (expected: whole seconds)");
    }
  }

  /** A desktop with the timing of JabberWerx as shipped with Finesse 11, but for the reconnect. */
  public static AgentProfile jabberWerx(String id) {
    return new AgentProfile(
        id,
        "secret-of-" + id,
        "desktop",
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Optional.empty(),
        true);
  }

  /** The same with another password. */
  public AgentProfile withPassword(String other) {
    return new AgentProfile(
        id, other, resource, askedWait, patience, firstRetry, reconnectAfter, gzip);
  }

  /** The same, giving up and trying again after other times. */
  public AgentProfile withPatience(Duration givesUp, Duration retries) {
    return new AgentProfile(
        id, password, resource, askedWait, givesUp, retries, reconnectAfter, gzip);
  }

  /** The same, making a lost session anew. */
  public AgentProfile reconnecting(Duration after) {
    return new AgentProfile(
        id, password, resource, askedWait, patience, firstRetry, Optional.of(after), gzip);
  }
}
