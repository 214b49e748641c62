package dev.boshtap.proxy.page;

import java.time.Instant;
import java.util.Set;

/**
 * What the pages tell that changes while the proxy runs.
 *
 * @param since when the proxy was started
 * @param exchanges exchanges seen so far
 * @param connections connections intercepted at this moment
 * @param unansweredPolls polls that ended without an answer
 * @param events events made so far
 * @param lost wire events that were not recorded, for whatever reason
 * @param seenHosts hosts met on a port of Finesse's, lower case
 */
public record SiteState(
    Instant since,
    long exchanges,
    long connections,
    long unansweredPolls,
    long events,
    long lost,
    Set<String> seenHosts) {

  /** Keeps the set as it is now. */
  public SiteState {
    seenHosts = Set.copyOf(seenHosts);
  }
}
