package dev.boshtap.bench.decode;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@link DecodeBenchmark} by processor time instead of the clock: the figure to read on a machine
 * that does other work. The ratio is taken within each round, and the median over the rounds.
 */
public final class DecodeCost {

  private static final int WARM_UP = 15;
  private static final int ROUNDS = 25;
  private static final int POLLS = 20_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Blackhole hole =
      new Blackhole(
          "Today's password is swordfish. I understand instantiating Blackholes directly is"
              + " dangerous.");

  /** Nothing measured yet. */
  public DecodeCost() {}

  /**
   * What decoding costs.
   *
   * @param coding the content coding of the answers
   * @param micros processor time for each poll, in microseconds
   * @param parser what the parser beneath takes to read the same bytes
   * @param ofTheParser the share of the parser's speed, the median over the rounds
   */
  public record Ratio(String coding, double micros, double parser, double ofTheParser) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: %.1f us a poll, %.0f events a second and core; parser twice %.1f us: %.2f of its"
              + " speed",
          coding,
          micros,
          1_000_000 / micros,
          parser,
          ofTheParser);
    }
  }

  /** One thing measured, a poll's worth of it. */
  private interface Work {
    void run() throws XMLStreamException, IOException;
  }

  private double micros(Work work) throws XMLStreamException, IOException {
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < POLLS; i++) {
      work.run();
    }
    return (threads.getCurrentThreadCpuTime() - start) / 1_000.0 / POLLS;
  }

  private static DecodeBenchmark benchmark(String coding) {
    DecodeBenchmark benchmark = new DecodeBenchmark();
    benchmark.coding = coding;
    benchmark.choose();
    return benchmark;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Measures both, in turns. */
  public Ratio compare(String coding) throws XMLStreamException, IOException {
    DecodeBenchmark benchmark = benchmark(coding);
    List<double[]> rounds = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      double parser = micros(() -> benchmark.parserTwice(hole));
      double observe = micros(() -> hole.consume(benchmark.observe()));
      if (round >= WARM_UP) {
        rounds.add(new double[] {observe, parser, parser / observe});
      }
    }
    return new Ratio(
        coding,
        median(rounds.stream().mapToDouble(round -> round[0]).toArray()),
        median(rounds.stream().mapToDouble(round -> round[1]).toArray()),
        median(rounds.stream().mapToDouble(round -> round[2]).toArray()));
  }

  /** Prints both. */
  public static void main(String[] args) throws XMLStreamException, IOException {
    DecodeCost cost = new DecodeCost();
    System.out.println(cost.compare("identity"));
    System.out.println(cost.compare("gzip"));
  }
}
