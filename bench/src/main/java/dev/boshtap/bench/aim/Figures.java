package dev.boshtap.bench.aim;

import java.util.Collection;

/** Sums over rounds. */
final class Figures {

  private Figures() {}

  /** The middle one, or the upper of the middle two; 0 of none. */
  static double median(Collection<Double> values) {
    return percentile(values, 50);
  }

  /** The value that {@code percent} of them do not exceed; 0 of none. */
  static double percentile(Collection<Double> values, int percent) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? 0
        : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }
}
