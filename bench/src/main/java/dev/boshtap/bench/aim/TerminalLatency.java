package dev.boshtap.bench.aim;

import dev.boshtap.bench.load.Boshtap;
import dev.boshtap.bench.load.Certificates;
import dev.boshtap.ca.CaStore;
import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentNetwork;
import dev.boshtap.simulator.agent.AgentProfile;
import dev.boshtap.simulator.agent.SimulatedAgent;
import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.FaultRule;
import dev.boshtap.simulator.fault.Requests;
import dev.boshtap.simulator.journal.ConnectionEnd;
import dev.boshtap.simulator.journal.JournalEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * From a poll's end, as the server made it, to its line in the terminal, while other agents' polls
 * are held; and from the moment at which a poll is overdue to the line that says so.
 */
final class TerminalLatency implements Aim {

  private static final int AGENTS = 100;
  private static final int WARM_UP = 100;
  private static final int SAMPLES = 200;
  private static final int OVERDUE = 10;
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final double AIM_MILLIS = 10;
  private static final double AIM_OVERDUE_MILLIS = 1_000;

  @Override
  public String name() {
    return "terminal";
  }

  @Override
  public String target() {
    return "an ended poll's line within 10 ms at p99, an overdue one's within 1 s";
  }

  @Override
  public Outcome measure(Setting setting) throws Exception {
    Path folder = Files.createTempDirectory("boshtap-terminal");
    try (SimulatedFinesse finesse =
        SimulatedFinesse.builder().hostName("localhost").longestWait(WAIT).start()) {
      Path root =
          Files.writeString(folder.resolve("root.pem"), Certificates.pem(finesse.caCertificate()));
      Boshtap.Serving serving =
          setting
              .boshtap()
              .start(
                  folder,
                  root,
                  List.of("localhost:" + finesse.boshAddress().getPort()),
                  "output:\n  redaction: secrets\n");
      try (var process = serving.process();
          TerminalLines lines = new TerminalLines(process.log());
          AgentNetwork network =
              new AgentNetwork(
                  "localhost",
                  finesse.boshAddress(),
                  finesse.restAddress(),
                  new CaStore(folder.resolve("home")).certificate().orElseThrow().certificate(),
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), serving.port()),
                  1)) {
        return measure(setting, finesse, lines, signedIn(network));
      }
    } finally {
      delete(folder);
    }
  }

  private static List<SimulatedAgent> signedIn(AgentNetwork network) throws Exception {
    List<SimulatedAgent> agents = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      // Retries at once: the next poll is to be there for the next sample.
      AgentProfile profile =
          AgentProfile.jabberWerx(String.valueOf(300_001 + i))
              .withPatience(MARGIN.multipliedBy(3), Duration.ofMillis(1));
      SimulatedAgent agent = new SimulatedAgent(network, profile);
      agent.login().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      agents.add(agent);
    }
    return agents;
  }

  private static Outcome measure(
      Setting setting, SimulatedFinesse finesse, TerminalLines lines, List<SimulatedAgent> agents)
      throws IOException, InterruptedException {
    List<Double> ended = new ArrayList<>();
    for (int i = -WARM_UP; i < SAMPLES; i++) {
      String agent = agents.get(Math.floorMod(i, agents.size())).id();
      double millis = untilItsLine(finesse, lines, agent);
      if (i >= 0) {
        ended.add(millis);
      }
    }
    double most = 0;
    for (int i = 0; i < OVERDUE; i++) {
      most = Math.max(most, untilOverdue(finesse, lines, agents.get(i).id()));
    }
    double p99 = Figures.percentile(ended, 99);
    String text =
        String.format(
            Locale.ROOT,
            "p50 %.1f ms, p99 %.1f ms; overdue at most %.0f ms after the limit",
            Figures.median(ended),
            p99,
            most);
    setting.out().println(text);
    return new Outcome(Verdict.of(p99 <= AIM_MILLIS && most <= AIM_OVERDUE_MILLIS), text);
  }

  /** An agent's next poll is held for a moment and then cut by the server. */
  private static double untilItsLine(SimulatedFinesse finesse, TerminalLines lines, String agent)
      throws InterruptedException, IOException {
    Instant before = Instant.now();
    finesse
        .faults()
        .add(
            FaultRule.next(
                Requests.pollsOf(agent), new Fault.After(Duration.ofMillis(5), new Fault.Reset())));
    JournalEntry.ConnectionClosed closed =
        finesse
            .journal()
            .await(
                JournalEntry.ConnectionClosed.class,
                entry ->
                    entry.at().isAfter(before)
                        && entry.end().by() == ConnectionEnd.By.SERVER
                        && !entry.unanswered().isEmpty(),
                PATIENCE)
            .orElseThrow(() -> new IOException("no poll of " + agent + " was cut"));
    Instant line = lines.await(agent + " .*NO ANSWER, server reset", before, PATIENCE);
    return Duration.between(closed.at(), line).toNanos() / 1e6;
  }

  /** The poll after it is never answered. */
  private static double untilOverdue(SimulatedFinesse finesse, TerminalLines lines, String agent)
      throws InterruptedException, IOException {
    Instant before = Instant.now();
    finesse.faults().add(FaultRule.next(Requests.pollsOf(agent), new Fault.NeverAnswer()));
    JournalEntry.FaultApplied struck =
        finesse
            .journal()
            .await(
                JournalEntry.FaultApplied.class,
                entry -> entry.at().isAfter(before) && entry.fault() instanceof Fault.NeverAnswer,
                PATIENCE)
            .orElseThrow(() -> new IOException("no poll of " + agent + " was kept"));
    Instant line = lines.await(agent + " .*OVERDUE", before, PATIENCE);
    return Duration.between(struck.at().plus(WAIT).plus(MARGIN), line).toNanos() / 1e6;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
