package dev.boshtap.bench.load;

import java.io.IOException;

/** What a peer has recorded of the load, told by what it has written. */
public interface Recorded {

  /**
   * What was found.
   *
   * @param events polls whose event was recorded; -1 where nothing is recorded
   * @param sessions sessions whose beginning was recorded
   * @param losses exchanges that the peer itself says were lost, whole or in part
   */
  record Count(long events, long sessions, long losses) {}

  /** Of a peer that records nothing. */
  Recorded NOTHING = () -> new Count(-1, 0, 0);

  /** Counts what was recorded since the last count. */
  Count next() throws IOException;

  /** How many exchanges a loss is about, by what is said of it. */
  static long lost(String what, long count) {
    // Otherwise it is bytes, of one exchange.
    return what.startsWith("exchanges") ? count : 1;
  }
}
