package dev.boshtap.bench.soak;

import dev.boshtap.bench.load.Boshtap;
import dev.boshtap.bench.load.Certificates;
import dev.boshtap.bench.load.Child;
import dev.boshtap.ca.CaException;
import dev.boshtap.ca.CaStore;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.store.CaptureFolder;
import dev.boshtap.exporters.store.StoreReader;
import dev.boshtap.proxy.Main;
import dev.boshtap.proxy.config.Durations;
import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentListener;
import dev.boshtap.simulator.agent.AgentNetwork;
import dev.boshtap.simulator.journal.JournalTotals;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * boshtap as it is shipped, before a simulated Finesse with thousands of agents and every kind of
 * fault, for as long as one likes: what its process holds over time, and at the end its recording
 * beside what the desktops sent and the server read, request by request.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Hours of mixed traffic with faults: what boshtap holds, and what it lost.")
public final class Soak implements Callable<Integer> {

  private static final int FINDING = 1;
  private static final int JOURNAL = 10_000;
  private static final int SIGN_INS_A_SECOND = 25;
  private static final Duration SIGNING_IN = Duration.ofMinutes(15);
  private static final Duration SETTLING = Duration.ofMinutes(2);
  private static final String CAPTURES = "home/captures";
  private static final Pattern SUMMARY = Pattern.compile("(?ms)^summary$.*");
  private static final Pattern LOST =
      Pattern.compile("(?m)^ {2}not recorded .*|^forwarded, not .*");

  private final PrintStream out;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long things happen (default: ${DEFAULT-VALUE}).")
  private String length = "60m";

  @Option(names = "--agents", description = "Agents (default: ${DEFAULT-VALUE}).")
  private int agents = 2_000;

  @Option(
      names = "--rate",
      description =
          "Things that happen in a second, beside the polls that come and go"
              + " (default: ${DEFAULT-VALUE}).")
  private int rate = 30;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "Between two looks (default: ${DEFAULT-VALUE}).")
  private String every = "1m";

  @Option(names = "--boshtap", description = "boshtap.jar (default: the one that this stands on).")
  private @Nullable Path boshtap;

  @Option(
      names = "--java-option",
      description = "An option for boshtap's JVM; may be given several times.")
  private List<String> javaOptions = List.of("-XX:NativeMemoryTracking=summary");

  /** A command that prints there. */
  public Soak(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Path jar =
        boshtap != null
            ? boshtap
            : Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Optional<Path> launcher = Boshtap.launcher(jar);
    Path folder = Files.createTempDirectory("boshtap-soak");
    Reckoning reckoning = new Reckoning();
    try (SimulatedFinesse finesse =
        SimulatedFinesse.builder()
            .hostName("localhost")
            .gzip(true)
            .journalCapacity(JOURNAL)
            .journalListener(reckoning::happened)
            .start()) {
      Path root =
          Files.writeString(folder.resolve("root.pem"), Certificates.pem(finesse.caCertificate()));
      Boshtap.Serving serving =
          new Boshtap(jar, launcher, true, javaOptions)
              .start(
                  folder,
                  root,
                  List.of(
                      "localhost:" + finesse.boshAddress().getPort(),
                      "localhost:" + finesse.restAddress().getPort()),
                  "");
      try (Child process = serving.process()) {
        return soak(finesse, folder, process, serving.port(), reckoning);
      }
    } finally {
      delete(folder);
    }
  }

  private int soak(
      SimulatedFinesse finesse, Path folder, Child process, int port, Reckoning reckoning)
      throws CaException, IOException, InterruptedException, ExecutionException, TimeoutException {
    X509Certificate trusted =
        new CaStore(folder.resolve("home")).certificate().orElseThrow().certificate();
    InetSocketAddress proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (AgentNetwork network =
            new AgentNetwork(
                "localhost", finesse.boshAddress(), finesse.restAddress(), trusted, proxy, 2);
        Shift shift = new Shift(finesse, network, agents, listener(reckoning), 1)) {
      out.printf("%d agents sign in%n", agents);
      shift.signIn(SIGN_INS_A_SECOND, SIGNING_IN);
      out.printf(
          "%7s %9s %9s %7s %9s %9s %9s %6s %7s %6s%n",
          "minute",
          "requests",
          "connects",
          "faults",
          "heap MB",
          "other MB",
          "RSS MB",
          "files",
          "threads",
          "cpu %");
      shift.play(rate);
      look(finesse, shift, process);
      out.printf("heap after a collection: %.1f MB%n", Vitals.liveHeap(process) / 1e6);
      shift.goHome();
    }
    process.awaitQuiet(SETTLING);
    out.printf("everybody is gone: %s%n", Vitals.of(process));
    out.printf("heap after a collection: %.1f MB%n", Vitals.liveHeap(process) / 1e6);
    process.close();
    return compare(folder, process.log(), reckoning);
  }

  private static AgentListener listener(Reckoning reckoning) {
    return new AgentListener() {
      @Override
      public void sent(String method, String path, @Nullable String requestId, String body) {
        reckoning.sent(method, path, requestId, body);
      }
    };
  }

  private void look(SimulatedFinesse finesse, Shift shift, Child process)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    long ends = started + Durations.parse(length).toNanos();
    long step = Durations.parse(every).toNanos();
    Duration processor = process.processorTime();
    for (long next = started + step; next <= ends; next += step) {
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      JournalTotals totals = finesse.journal().totals();
      Vitals vitals = Vitals.of(process);
      Duration now = process.processorTime();
      out.printf(
          Locale.ROOT,
          "%7.1f %9d %9d %7d %9.1f %9.1f %9.1f %6d %7d %6.1f%n",
          (next - started) / 6e10,
          totals.requests(),
          totals.connections(),
          totals.faults() + shift.clientFaults(),
          vitals.heap() / 1e6,
          vitals.outsideHeap() / 1e6,
          vitals.resident() / 1e6,
          vitals.descriptors(),
          vitals.threads(),
          100.0 * now.minus(processor).toNanos() / step);
      processor = now;
    }
  }

  /** Its own last words, and its recording beside what was sent and what was read. */
  private int compare(Path folder, Path log, Reckoning reckoning) throws IOException {
    String said = Files.readString(log, StandardCharsets.UTF_8);
    Matcher summary = SUMMARY.matcher(said);
    boolean ended = summary.find();
    out.println(ended ? summary.group() : "boshtap ended without a summary");
    for (CaptureFolder.Stored part : new CaptureFolder(folder.resolve(CAPTURES)).list()) {
      try (StoreReader reader = StoreReader.open(part.file(), EventFilter.ALL, false)) {
        for (Observation next = reader.next(); next != null; next = reader.next()) {
          if (next instanceof Observation.Finished finished) {
            reckoning.recorded(finished);
          }
        }
      }
    }
    boolean loss = LOST.matcher(said).find();
    if (loss) {
      out.println("boshtap says that it lost something: see above");
    }
    return reckoning.judge(out) && ended && !loss ? 0 : FINDING;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
