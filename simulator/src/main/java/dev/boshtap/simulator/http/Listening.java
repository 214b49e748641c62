package dev.boshtap.simulator.http;

import dev.boshtap.simulator.fault.Endpoint;
import dev.boshtap.simulator.fault.Faults;
import dev.boshtap.simulator.journal.Journal;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections of a listener share.
 *
 * @param endpoint which of the two ports this is
 * @param site what is served
 * @param faults what goes wrong
 * @param journal where it is written down
 * @param gzip whether answers are compressed for clients that take it
 * @param connections the last connection's number, shared by both listeners
 * @param requests the last request's number, shared by both listeners
 */
public record Listening(
    Endpoint endpoint,
    Site site,
    Faults faults,
    Journal journal,
    boolean gzip,
    AtomicLong connections,
    AtomicLong requests) {

  long nextConnection() {
    return connections.incrementAndGet();
  }

  long nextRequest() {
    return requests.incrementAndGet();
  }
}
