package dev.boshtap.exporters.har;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.DiagnosingObserver;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.Shift;
import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.redact.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is found while it happens is found from the HAR of the same run; and from the HAR that a
 * browser would have saved, as far as that can know, which it says where it cannot.
 */
class HarDiagnosisTest {

  private static final Path SCENARIOS =
      Path.of("..", "decoders", "src", "test", "resources", "scenarios");

  /** In these no request goes through what fails, and a HAR has no place for anything else. */
  private static final Set<String> WITHOUT_REQUESTS =
      Set.of(
          "network-name",
          "network-port-blocked",
          "network-upstream-proxy",
          "server-refuses-connections",
          "trust-certificate-not-accepted",
          "trust-only-tunnels",
          "trust-server-certificate",
          "trust-tls");

  /** These are no single run. */
  private static final String SEVERAL = "captures-";

  @TempDir private Path folder;

  static Stream<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(SCENARIOS)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .filter(file -> !file.toString().endsWith(".expected.txt"))
          .filter(file -> !file.getFileName().toString().startsWith(SEVERAL))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theHarOfOurOwnTellsTheSame(Path scenario) throws IOException {
    List<Observation> live = new ArrayList<>();
    Shift shift = Shift.play(Files.readAllLines(scenario), live::add);
    String name = scenario.getFileName().toString().replace(".txt", "");

    assertThat(inShort(diagnosed(written(live))))
        .isEqualTo(
            WITHOUT_REQUESTS.contains(name) ? Set.of() : inShort(shift.diagnosis().findings()));
  }

  /** Where a browser's HAR cannot know, the side is unknown; it is never a wrong one. */
  @ParameterizedTest
  @CsvSource({
    "client-gave-up, network.not-said=unknown",
    "client-slept, client.silent=client",
    "network-reset-one, network.not-said=unknown",
    "network-died, network.not-said=unknown",
    "network-idle-cut, network.idle-cut=network",
    "server-closed, network.not-said=unknown",
    "server-no-answer, network.not-said=unknown",
    "server-failed, server.failed=server",
    "server-forgot-one, server.session-forgotten=server",
    "socket-cut-one, network.not-said=unknown",
    "socket-server-closes, server.closed-socket=server"
  })
  void theHarOfABrowserSaysWhatItCanKnow(String scenario, String expected) throws IOException {
    List<Observation> live = new ArrayList<>();
    Shift.play(Files.readAllLines(SCENARIOS.resolve(scenario + ".txt")), live::add);
    Path har = written(live);
    JsonMapper json = new JsonMapper();
    JsonNode log = json.readTree(har.toFile());
    ((ObjectNode) log.path("log").path("creator")).put("name", "WebInspector");
    withoutOurs(log.path("log"));
    Files.writeString(har, json.writeValueAsString(log));

    assertThat(
            diagnosed(har).stream()
                .filter(Finding::isTrouble)
                .map(finding -> finding.rule() + "=" + finding.side().word()))
        .containsOnly(expected);
  }

  /** Takes out what only boshtap writes; what browsers write too stays. */
  private static void withoutOurs(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.propertyNames().stream()
          .filter(name -> name.startsWith("_") && !name.equals("_webSocketMessages"))
          .toList()
          .forEach(object::remove);
      object.forEach(HarDiagnosisTest::withoutOurs);
    } else if (node instanceof ArrayNode array) {
      array.forEach(HarDiagnosisTest::withoutOurs);
    }
  }

  private Path written(List<Observation> observations) throws IOException {
    Path file = folder.resolve("run.har");
    try (HarSink sink =
        new HarSink(file, new HarOptions("1.0", ZoneOffset.UTC, Redactor.none().policy()))) {
      for (Observation observation : observations) {
        sink.accept(observation);
      }
    }
    return file;
  }

  private static List<Finding> diagnosed(Path har) throws IOException {
    Diagnosis diagnosis = new Diagnosis(DiagnosisLimits.DEFAULTS);
    DiagnosingObserver both = new DiagnosingObserver(new Observer(Limits.DEFAULTS), diagnosis);
    try (HarReader reader = HarReader.open(har)) {
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        both.on(event);
      }
      both.finish(reader.end().orElse(Moment.of(Instant.EPOCH)));
    }
    return diagnosis.findings();
  }

  private static Set<String> inShort(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::isTrouble)
        .map(
            finding ->
                "%s %s=%s of %d"
                    .formatted(
                        finding.severity().word(),
                        finding.rule(),
                        finding.side().word(),
                        finding.agentCount()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
