package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshBody;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server granted when it created a session (XEP-0124, 7.2); null where it did not say, or
 * said something out of the protocol's range.
 *
 * @param grantedWait the longest time a request is held
 * @param hold how many requests are held
 * @param inactivity after how long without a request the session is dropped
 * @param requests how many requests may be open
 * @param polling the shortest time between two empty requests of a client that has one open
 */
record Grant(
    @Nullable Duration grantedWait,
    @Nullable Integer hold,
    @Nullable Duration inactivity,
    @Nullable Integer requests,
    @Nullable Duration polling) {

  /** Of a session whose creation was not seen. */
  static final Grant UNKNOWN = new Grant(null, null, null, null, null);

  /** Spans are unsigned shorts in the schema of XEP-0124, 20. */
  private static final long MOST_SECONDS = 65_535;

  static Grant of(BoshBody created) {
    return new Grant(
        inRange(created.waitTime()),
        created.hold(),
        inRange(created.inactivity()),
        created.requests(),
        inRange(created.polling()));
  }

  /** Whether no request is held, so that the client polls by the clock (XEP-0124, 12). */
  boolean isPolling() {
    return (hold != null && hold == 0) || (grantedWait != null && grantedWait.isZero());
  }

  private static @Nullable Duration inRange(@Nullable Duration span) {
    return span == null || span.isNegative() || span.toSeconds() > MOST_SECONDS ? null : span;
  }
}
