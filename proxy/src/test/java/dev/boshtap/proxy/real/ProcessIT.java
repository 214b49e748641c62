package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.sstoehr.harreader.HarReaderException;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.simulator.agent.AgentListener;
import dev.boshtap.simulator.agent.AgentProfile;
import dev.boshtap.simulator.agent.ReceivedItem;
import dev.boshtap.simulator.agent.SimulatedAgent;
import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.FaultRule;
import dev.boshtap.simulator.fault.Requests;
import dev.boshtap.simulator.journal.JournalEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** boshtap as a process: what it says, what it leaves behind, how it ends. */
class ProcessIT {

  private static final String AGENT = "1001";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void aPortThatIsTakenIsOneLineAndExitCode3(@TempDir Path folder) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Program run = run(folder, "--listen", address);
      assertThat(run.awaitExit()).isEqualTo(3);
      assertThat(run.err()).singleElement().asString().contains(address);
    }
  }

  @ParameterizedTest
  @MethodSource
  void aWrongSettingIsOneLineThatNamesIt(String text, String key, @TempDir Path folder)
      throws IOException {
    Path config = Boshtap.writeConfig(folder, text.split("\n"));
    Program run = run(folder, "--listen", "127.0.0.1:0", "--config", config.toString());
    assertThat(run.awaitExit()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains(config.toString(), key);
  }

  static Stream<Arguments> aWrongSettingIsOneLineThatNamesIt() {
    return Stream.of(
        Arguments.of("lissten: 127.0.0.1:8888", "lissten"),
        Arguments.of("polls:\n  margin: soon", "polls.margin"),
        Arguments.of("polls: [", "polls"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.yaml", "folder"})
  void aConfigurationThatCannotBeReadIsOneLine(String name, @TempDir Path folder)
      throws IOException {
    Files.createDirectory(folder.resolve("folder"));
    Program run = run(folder, "--listen", "127.0.0.1:0", "--config", name);
    assertThat(run.awaitExit()).isEqualTo(3);
    assertThat(run.err()).singleElement().asString().contains(name);
  }

  @ParameterizedTest
  @MethodSource
  void aFileThatCannotBeWrittenIsOneLineAndExitCode3(
      String option, String path, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("file"), "");
    Program run = run(folder, "--listen", "127.0.0.1:0", option, path);
    assertThat(run.awaitExit()).isEqualTo(3);
    assertThat(run.err()).singleElement().asString().contains(path);
  }

  static Stream<Arguments> aFileThatCannotBeWrittenIsOneLineAndExitCode3() {
    return Stream.of("--events", "--har", "--home")
        .flatMap(
            option ->
                // No folder at all; and one in which not even root may write.
                Stream.of(Arguments.of(option, "file/x"), Arguments.of(option, "/proc/boshtap/x")));
  }

  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals there")
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalWhileAPollIsHeldLeavesEverythingInOrder(String signal, @TempDir Path folder)
      throws IOException, GeneralSecurityException, InterruptedException, HarReaderException {
    Path events = folder.resolve("events.ndjson");
    HarFile har = new HarFile(folder.resolve("capture.har"));
    Consumer<Program> send = signal.equals("INT") ? Program::interrupt : Program::terminate;
    try (SimulatedSite site =
        new SimulatedSite(folder, "--events", events.toString(), "--har", har.path().toString())) {
      SimulatedAgent agent = new SimulatedAgent(site.network(), AgentProfile.jabberWerx(AGENT));
      FaultFront.get(agent.login());
      long rid = holdPoll(site);
      send.accept(site.boshtap());

      assertThat(site.boshtap().awaitExit()).isZero();
      assertThat(site.boshtap().err()).contains("summary").anyMatch(line -> line.contains(AGENT));
      assertThat(EventLine.againstSchema(events)).isEmpty();
      assertThat(EventLine.read(events))
          .filteredOn(EventLine::isPoll)
          .extracting(event -> event.text("rid"), event -> endOf(event))
          .containsExactly(tuple(Long.toString(rid), "pending"));
      assertThat(har.againstValidator()).isEmpty();
      assertThat(har.entries())
          .filteredOn(entry -> entry.response().status() == 0)
          .singleElement()
          .satisfies(entry -> assertThat(entry.request().url()).contains("/http-bind"));
    }
  }

  /** Lets the server never answer the agent's next poll, and waits until it has that poll. */
  private static long holdPoll(SimulatedSite site) throws InterruptedException {
    site.finesse().faults().add(FaultRule.next(Requests.pollsOf(AGENT), new Fault.NeverAnswer()));
    site.finesse().publish("/finesse/api/User/" + AGENT, "<Update><event>PUT</event></Update>");
    long number =
        site.finesse()
            .journal()
            .await(JournalEntry.FaultApplied.class, fault -> true, PATIENCE)
            .orElseThrow()
            .request();
    return site.finesse().journal().exchanges().stream()
        .filter(exchange -> exchange.request().number() == number)
        .findFirst()
        .orElseThrow()
        .request()
        .rid();
  }

  /** A poll that is open when boshtap stops is nobody's fault; or boshtap says that it ended it. */
  private static String endOf(EventLine event) {
    String by = event.text("endedBy");
    return by.isEmpty() || by.equals("proxy") ? event.text("outcome") : by;
  }

  @Test
  void aFullDiskCostsTheFileAndNothingElse(@TempDir Path folder)
      throws IOException, GeneralSecurityException, InterruptedException, HarReaderException {
    HarFile har = new HarFile(folder.resolve("capture.har"));
    try (TinyDisk disk = new TinyDisk(folder.resolve("tiny"))) {
      Path events = disk.folder().resolve("events.ndjson");
      BlockingQueue<ReceivedItem> received = new LinkedBlockingQueue<>();
      List<String> published = new ArrayList<>();
      try (SimulatedSite site =
          new SimulatedSite(
              folder, "--events", events.toString(), "--har", har.path().toString())) {
        SimulatedAgent agent =
            new SimulatedAgent(site.network(), AgentProfile.jabberWerx(AGENT), listener(received));
        FaultFront.get(agent.login());
        received.clear();
        List<String> arrived = new ArrayList<>();
        for (String name : names()) {
          String update =
              "<Update><event>PUT</event><data><user><state>READY</state><lastName>%s</lastName>"
                      .formatted(name)
                  + "</user></data></Update>";
          published.add(update);
          site.finesse().publish("/finesse/api/User/" + AGENT, update);
          arrived.add(next(received));
        }
        site.boshtap().awaitLine(Pattern.compile("cannot be written.*No space left on device"));
        assertThat(arrived).isEqualTo(published);
        FaultFront.get(agent.logout());
        site.boshtap().terminate();

        assertThat(site.boshtap().awaitExit()).isEqualTo(ExitCode.CANNOT);
        assertThat(site.boshtap().err())
            .anyMatch(line -> line.contains("not recorded") && line.contains(events.toString()));
      }
      assertThat(Files.size(events)).isLessThanOrEqualTo(TinyDisk.SIZE);
      assertThat(har.againstValidator()).isEmpty();
      String kept =
          har.entries().stream()
              .map(entry -> String.valueOf(entry.response().content().text()))
              .collect(Collectors.joining());
      assertThat(names()).allSatisfy(name -> assertThat(kept).containsOnlyOnce(name));
    }
  }

  /** Names of 10 kB, more of them than the tiny disk has room for. */
  private static List<String> names() {
    return IntStream.range(10, 30).mapToObj(i -> ("Name" + i).repeat(10_000 / 6)).toList();
  }

  private static AgentListener listener(BlockingQueue<ReceivedItem> received) {
    return new AgentListener() {
      @Override
      public void received(ReceivedItem item) {
        received.add(item);
      }
    };
  }

  private static String next(BlockingQueue<ReceivedItem> received) throws InterruptedException {
    ReceivedItem item = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(item).as("an item within %s", PATIENCE).isNotNull();
    return item.payload();
  }

  private static Program run(Path folder, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", "--for", "1s"));
    if (!List.of(options).contains("--home")) {
      arguments.addAll(List.of("--home", folder.resolve("home").toString()));
    }
    arguments.addAll(List.of(options));
    return Boshtap.run(folder, arguments.toArray(String[]::new));
  }
}
