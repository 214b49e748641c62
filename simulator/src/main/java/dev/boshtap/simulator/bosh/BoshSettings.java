package dev.boshtap.simulator.bosh;

import java.time.Duration;

/**
 * How the notification service is set up.
 *
 * @param domain the XMPP domain, which is Finesse's host name
 * @param longestWait the most that is granted as {@code wait}; may be a fraction of a second, and
 *     is then announced rounded up, since the attribute holds whole seconds
 * @param requests how many requests a client may have open at a time, and the rid window
 * @param polling the shortest time between two empty polls of an overactive client
 * @param maxPause the longest pause that a client may ask for
 * @param inactivity how long a session lives without a held request
 * @param reaperPeriod how often idle sessions are looked for
 */
public record BoshSettings(
    String domain,
    Duration longestWait,
    int requests,
    Duration polling,
    Duration maxPause,
    Duration inactivity,
    Duration reaperPeriod) {

  /** Openfire's defaults, but for the idle limit, which Cisco doubles. */
  public static BoshSettings of(String domain) {
    return new BoshSettings(
        domain,
        Duration.ofSeconds(30),
        2,
        Duration.ofSeconds(5),
        Duration.ofSeconds(300),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30));
  }

  /** Checks what would stop the service from working. */
  public BoshSettings {
    if (domain.isEmpty()) {
      throw new IllegalArgumentException("domain: empty (expected: a host name)");
    }
    if (longestWait.isNegative() || longestWait.isZero()) {
      throw new IllegalArgumentException("longestWait: " + longestWait + " (expected: > 0)");
    }
    if (requests < 1) {
      throw new IllegalArgumentException("requests: " + requests + " (expected: >= 1)");
    }
    if (reaperPeriod.isNegative() || reaperPeriod.isZero()) {
      throw new IllegalArgumentException("reaperPeriod: " + reaperPeriod + " (expected: > 0)");
    }
  }

  /** The same with another longest wait. */
  public BoshSettings withLongestWait(Duration wait) {
    return new BoshSettings(domain, wait, requests, polling, maxPause, inactivity, reaperPeriod);
  }

  /** The same with other limits on idle sessions. */
  public BoshSettings withInactivity(Duration idle, Duration period) {
    return new BoshSettings(domain, longestWait, requests, polling, maxPause, idle, period);
  }
}
