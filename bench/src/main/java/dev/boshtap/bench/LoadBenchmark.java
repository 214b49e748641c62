package dev.boshtap.bench;

import dev.boshtap.bench.load.Bench;
import dev.boshtap.bench.load.Boshtap;
import dev.boshtap.bench.load.Generator;
import dev.boshtap.bench.load.Haproxy;
import dev.boshtap.bench.load.Mitmdump;
import dev.boshtap.bench.load.Peer;
import dev.boshtap.bench.soak.Soak;
import dev.boshtap.proxy.Main;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What boshtap costs under load, held to its peers in the same run: processor time per exchange,
 * added latency, memory per held poll, and whether everything that was forwarded was recorded. All
 * on the loopback address, each in a process of its own, bounded in time and number.
 */
@Command(
    name = "LoadBenchmark",
    mixinStandardHelpOptions = true,
    description = "Measures boshtap, and HAProxy and mitmdump where they are installed.")
public final class LoadBenchmark implements Callable<Integer> {

  private static final int CANNOT = 3;

  private final PrintStream out;

  @Option(names = "--rounds", description = "Measured rounds (default: ${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(
      names = "--warmup",
      description = "Rounds before those, for compilers and caches (default: ${DEFAULT-VALUE}).")
  private int warmup = 40;

  @Option(names = "--exchanges", description = "Polls in a round (default: ${DEFAULT-VALUE}).")
  private int exchanges = 20_000;

  @Option(names = "--connections", description = "Connections (default: ${DEFAULT-VALUE}).")
  private int connections = 64;

  @Option(
      names = "--held",
      split = ",",
      description = "How many polls are held for the memory of each; 0: none (default: 1000,4000).")
  private List<Integer> held = List.of(1_000, 4_000);

  @Option(names = "--boshtap", description = "boshtap.jar (default: the one that this stands on).")
  private @Nullable Path boshtap;

  @Option(
      names = "--java-option",
      description = "An option for boshtap's JVM, for a profile; may be given several times.")
  private List<String> javaOptions = new ArrayList<>();

  @Option(names = "--haproxy", description = "HAProxy's program (default: ${DEFAULT-VALUE}).")
  private String haproxy = "haproxy";

  @Option(names = "--mitmdump", description = "mitmdump's program (default: ${DEFAULT-VALUE}).")
  private String mitmdump = "mitmdump";

  @Option(
      names = "--only",
      split = ",",
      description =
          "The peers to measure: haproxy, boshtap, no-capture, mitmdump (default: all that are"
              + " installed). The first is the one that the others are held to.")
  private List<String> only = new ArrayList<>();

  private LoadBenchmark(PrintStream out) {
    this.out = out;
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    CommandLine command =
        new CommandLine(new LoadBenchmark(System.out)).addSubcommand(new Soak(System.out));
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          System.err.println("cannot measure: " + e.getMessage());
          return CANNOT;
        });
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<Peer> peers = peers();
    try (Bench bench = new Bench()) {
      measureLoad(bench, peers);
      measureMemory(bench, peers);
    }
    return 0;
  }

  private List<Peer> peers() throws IOException, InterruptedException, URISyntaxException {
    Path jar =
        boshtap != null
            ? boshtap
            : Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    out.printf(
        "%s %s, %d processors, Java %s%n",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.version"));
    List<Peer> installed = new ArrayList<>();
    for (Peer peer :
        List.of(
            new Haproxy(haproxy),
            new Boshtap(jar, true, javaOptions),
            new Boshtap(jar, false, javaOptions),
            new Mitmdump(mitmdump))) {
      if (!only.isEmpty() && !only.contains(peer.name())) {
        continue;
      }
      Optional<String> version = peer.version();
      out.printf("%s: %s%n", peer.name(), version.orElse("not installed, left out"));
      if (version.isPresent()) {
        installed.add(peer);
      }
    }
    if (installed.isEmpty()) {
      throw new IllegalArgumentException(
          "--only: %s (expected: names of peers that are installed)".formatted(only));
    }
    return installed;
  }

  private void measureLoad(Bench bench, List<Peer> peers) throws IOException, InterruptedException {
    Map<Peer, Peer.Running> running = new LinkedHashMap<>();
    try {
      for (Peer peer : peers) {
        running.put(peer, bench.start(peer));
      }
      out.printf(
          "%nProcessor time per exchange, %d connections, %d exchanges a round (mitmdump: a tenth),"
              + " %d rounds after %d to warm up%n",
          connections, exchanges, rounds, warmup);
      LoadTable table = new LoadTable(out, peers.stream().map(Peer::name).toList());
      for (int round = -warmup; round < rounds; round++) {
        List<Bench.Round> row = new ArrayList<>();
        for (Peer peer : peers) {
          row.add(bench.round(running.get(peer), connections, peer.exchanges(exchanges)));
        }
        table.add(round, row);
      }
      table.sum();
      measureLatency(bench, running);
    } finally {
      running.values().forEach(Peer.Running::close);
    }
  }

  private void measureLatency(Bench bench, Map<Peer, Peer.Running> running) throws IOException {
    int polls = Math.max(1, exchanges / 10);
    out.printf("%nTime of a poll, 1 connection, %d polls (for information)%n", polls);
    print("direct", bench.directLatency(polls));
    for (Map.Entry<Peer, Peer.Running> peer : running.entrySet()) {
      print(peer.getKey().name(), bench.latency(peer.getValue(), polls));
    }
  }

  private void print(String name, Generator.Load load) {
    out.printf("%-10s p50 %7.3f ms   p99 %7.3f ms%n", name, load.p50() / 1e6, load.p99() / 1e6);
  }

  private void measureMemory(Bench bench, List<Peer> peers)
      throws IOException, InterruptedException {
    for (int polls : held) {
      if (polls == 0) {
        continue;
      }
      out.printf("%nResident memory for each of %d held polls%n", polls);
      for (Peer peer : peers) {
        OptionalLong bytes = bench.memoryPerHeldPoll(peer, polls);
        out.printf(
            "%-10s %s%n",
            peer.name(),
            bytes.isPresent()
                ? "%.1f kB".formatted(bytes.getAsLong() / 1e3)
                : "this system does not tell");
      }
    }
  }
}
