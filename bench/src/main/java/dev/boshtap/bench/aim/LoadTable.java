package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Bench;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rounds as a table, a line as each round ends, and what they come to. A ratio is taken within
 * each round, where both peers had the same machine, and the median is taken over the rounds.
 */
final class LoadTable {

  private final PrintStream out;
  private final List<String> names;
  private final List<List<Bench.Round>> measured = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param names the peers; the first is the one that the others are held to
   */
  LoadTable(PrintStream out, List<String> names) {
    this.out = out;
    this.names = List.copyOf(names);
  }

  /** One round of each peer; rounds with a number below 0 warm up and do not count. */
  void add(int number, List<Bench.Round> round) {
    StringBuilder line = new StringBuilder(number < 0 ? "warm-up " : "round %d ".formatted(number));
    for (int peer = 0; peer < names.size(); peer++) {
      line.append("  %s %.1f us".formatted(names.get(peer), micros(round.get(peer))));
      line.append(account(round.get(peer)));
    }
    out.println(line);
    if (number >= 0) {
      measured.add(List.copyOf(round));
    }
  }

  private static String account(Bench.Round round) {
    String text = "";
    if (round.origin() != round.exchanges()) {
      text += " (the origin answered %d of %d)".formatted(round.origin(), round.exchanges());
    }
    if (round.recorded() >= 0 && round.recorded() != round.exchanges()) {
      text +=
          " (recorded %d of %d, said to be lost: %d)"
              .formatted(round.recorded(), round.exchanges(), round.losses());
    }
    return text;
  }

  /** Prints medians, ranges and ratios. */
  void sum() {
    for (int peer = 0; peer < names.size(); peer++) {
      double[] micros = of(peer);
      StringBuilder line =
          new StringBuilder(
              "%-10s median %.1f us (%.1f to %.1f)"
                  .formatted(
                      names.get(peer),
                      median(micros),
                      Arrays.stream(micros).min().orElse(0),
                      Arrays.stream(micros).max().orElse(0)));
      if (peer > 0) {
        line.append(", %.2f times %s".formatted(median(ratios(peer)), names.get(0)));
      }
      line.append(recorded(peer));
      out.println(line);
    }
  }

  private String recorded(int peer) {
    long forwarded = measured.stream().mapToLong(round -> round.get(peer).exchanges()).sum();
    long recorded = measured.stream().mapToLong(round -> round.get(peer).recorded()).sum();
    return recorded < 0 ? "" : ", recorded %d of %d forwarded".formatted(recorded, forwarded);
  }

  private double[] of(int peer) {
    return measured.stream().mapToDouble(round -> micros(round.get(peer))).toArray();
  }

  private double[] ratios(int peer) {
    return measured.stream()
        .mapToDouble(round -> micros(round.get(peer)) / micros(round.get(0)))
        .toArray();
  }

  private static double micros(Bench.Round round) {
    return round.perExchange().toNanos() / 1e3;
  }

  /** The median of a peer's time for each exchange, in microseconds; NaN when it took no part. */
  double micros(String peer) {
    int at = names.indexOf(peer);
    return at < 0 ? Double.NaN : median(of(at));
  }

  /** The median, over the rounds, of one peer's time by another's; NaN when one took no part. */
  double ratio(String peer, String by) {
    int over = names.indexOf(peer);
    int under = names.indexOf(by);
    return over < 0 || under < 0
        ? Double.NaN
        : median(
            measured.stream()
                .mapToDouble(round -> micros(round.get(over)) / micros(round.get(under)))
                .toArray());
  }

  /** The middle one, or the mean of the middle two; 0 of none. */
  static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
