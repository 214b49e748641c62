package dev.boshtap.bench;

import dev.boshtap.bench.aim.Aim;
import dev.boshtap.bench.aim.Aims;
import dev.boshtap.bench.aim.Setting;
import dev.boshtap.bench.load.Bench;
import dev.boshtap.bench.load.Boshtap;
import dev.boshtap.bench.load.Haproxy;
import dev.boshtap.bench.load.Mitmdump;
import dev.boshtap.bench.load.Peer;
import dev.boshtap.bench.soak.Soak;
import dev.boshtap.proxy.Main;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What boshtap is to reach and what it does on this machine, held to its peers in the same run: a
 * table of {@link Aims}. All on the loopback address, each in a process of its own, bounded in time
 * and number.
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
  private int warmup = 30;

  @Option(names = "--exchanges", description = "Polls in a round (default: ${DEFAULT-VALUE}).")
  private int exchanges = 20_000;

  @Option(names = "--connections", description = "Connections (default: ${DEFAULT-VALUE}).")
  private int connections = 64;

  @Option(
      names = "--rate",
      description =
          "Polls in a second, all connections together, where the pace is given (default:"
              + " ${DEFAULT-VALUE}).")
  private int rate = 5_000;

  @Option(
      names = "--held",
      split = ",",
      description = "How many polls are held for the memory of each (default: 9000).")
  private List<Integer> held = List.of(9_000);

  @Option(
      names = "--rows",
      split = ",",
      description = "The rows of the table to measure, by name (default: all).")
  private List<String> rows = new ArrayList<>();

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
          "The peers to measure, of those that are installed: haproxy, boshtap, no-capture,"
              + " mitmdump (default: all).")
  private List<String> only = List.of("haproxy", "boshtap", Boshtap.NO_CAPTURE, "mitmdump");

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
    List<Aim> aims = Aims.named(rows);
    Path jar =
        boshtap != null
            ? boshtap
            : Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Optional<Path> launcher = Boshtap.launcher(jar);
    Boshtap shipped = new Boshtap(jar, launcher, true, javaOptions);
    List<Peer> peers = peers(shipped, new Boshtap(jar, launcher, false, javaOptions));
    try (Bench bench = new Bench()) {
      Setting.Load load = new Setting.Load(rounds, warmup, exchanges, connections, rate, held);
      Aims.measure(aims, new Setting(out, bench, shipped, peers, jar, launcher, load));
    }
    return 0;
  }

  private List<Peer> peers(Boshtap shipped, Boshtap withoutCapture)
      throws IOException, InterruptedException {
    out.printf(
        "%s %s, %d processors, Java %s%n",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.version"));
    List<Peer> installed = new ArrayList<>();
    for (Peer peer :
        List.of(new Haproxy(haproxy), shipped, withoutCapture, new Mitmdump(mitmdump))) {
      if (!only.contains(peer.name())) {
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
}
