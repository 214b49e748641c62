package dev.boshtap.bench.redact;

import com.sun.management.ThreadMXBean;
import dev.boshtap.bench.decode.DecodeBenchmark;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.redact.Redactor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Processor time and memory to redact what one poll and its answer give: the event, and the
 * exchange with its heads and bodies. By policy, and with and without the messages, which only
 * files of exchanges want. Processor time and not elapsed time, so that other work on the machine
 * is not in it.
 */
public final class RedactionCost {

  private static final int WARM_UP = 20;
  private static final int ROUNDS = 15;
  private static final int POLLS = 12_000;

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final List<Observation> polls = polls();

  /** Keeps the compiler from leaving the work out. */
  private long seen;

  private RedactionCost() {}

  private static List<Observation> polls() {
    DecodeBenchmark traffic = new DecodeBenchmark();
    List<Observation> polls = new ArrayList<>();
    for (int i = 0; i < POLLS; i++) {
      polls.addAll(traffic.observe());
    }
    return polls;
  }

  private void measure(String what, Redactor redactor) {
    double[] rounds = new double[ROUNDS];
    long allocated = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      allocated = threads.getCurrentThreadAllocatedBytes();
      long start = threads.getCurrentThreadCpuTime();
      for (Observation observation : polls) {
        seen += System.identityHashCode(redactor.redact(observation)) & 1;
      }
      if (round >= 0) {
        rounds[round] = (threads.getCurrentThreadCpuTime() - start) / 1_000.0 / POLLS;
      }
    }
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    Arrays.sort(rounds);
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f us and %.1f kB a poll%n",
        what,
        rounds[ROUNDS / 2],
        allocated / 1_000.0 / POLLS);
  }

  /** Prints all four. */
  public static void main(String[] args) {
    RedactionCost cost = new RedactionCost();
    cost.measure("personal", Redactor.personal());
    cost.measure("personal, without messages", Redactor.personal().withoutMessages());
    cost.measure("secrets", Redactor.secrets());
    cost.measure("secrets, without messages", Redactor.secrets().withoutMessages());
    if (cost.seen < 0) {
      throw new IllegalStateException("never: " + cost.seen);
    }
  }
}
