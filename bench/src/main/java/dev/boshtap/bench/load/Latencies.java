package dev.boshtap.bench.load;

import java.util.Arrays;

/** Times that exchanges took, in nanoseconds. */
final class Latencies {

  private final long[] nanos;
  private int count;

  Latencies(int capacity) {
    nanos = new long[capacity];
  }

  synchronized void add(long took) {
    nanos[count++] = took;
  }

  /**
   * The time that {@code percent} of them did not exceed (nearest rank); 0 when there is none.
   *
   * @param percent over 0, up to 100
   */
  synchronized long percentile(double percent) {
    if (percent <= 0 || percent > 100) {
      throw new IllegalArgumentException("percent: " + percent + " (expected: > 0 and <= 100)");
    }
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(count * percent / 100) - 1];
  }
}
