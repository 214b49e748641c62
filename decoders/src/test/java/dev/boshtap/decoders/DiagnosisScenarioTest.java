package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.diagnosis.Detectors;
import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Severity;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code scenarios/NAME.txt} is a {@link Shift} with known truth: the line {@code # truth:}
 * names the rules that must find something to be done, each with its side, and no other may. {@code
 * NAME.expected.txt} is all that is found. {@code -Dgolden.update=true} writes the latter anew, to
 * be reviewed as code.
 */
class DiagnosisScenarioTest {

  private static final Path FOLDER = Path.of("src/test/resources/scenarios");
  private static final String TRUTH = "# truth:";

  static Stream<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .filter(file -> !file.toString().endsWith(".expected.txt"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void findsTheTruthAndNothingElse(Path scenario) throws IOException {
    List<String> lines = Files.readAllLines(scenario);
    Shift shift = Shift.play(lines);
    Path expected =
        scenario.resolveSibling(scenario.getFileName().toString().replace(".txt", ".expected.txt"));
    if (Boolean.getBoolean("golden.update")) {
      Files.write(expected, shift.found());
    }
    assertThat(troubles(shift)).isEqualTo(truth(lines));
    assertThat(shift.found()).isEqualTo(Files.readAllLines(expected));
  }

  /** Every rule finds something in some scenario, or in some script of signs and errors. */
  @Test
  void everyRuleIsTheTruthSomewhere() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path scenario : scenarios().toList()) {
      shown.addAll(rules(Shift.play(Files.readAllLines(scenario)).diagnosis()));
    }
    for (Path script : ScriptFixtureTest.scripts().toList()) {
      shown.addAll(rules(diagnosed(Script.observe(Files.readAllLines(script)))));
    }
    assertThat(Detectors.rules())
        .extracting(Rule::name)
        .doesNotHaveDuplicates()
        .filteredOn(rule -> !shown.contains(rule))
        .isSubsetOf(ELSEWHERE);
  }

  /** Rules about more than these scripts can show: REST, clocks, WebSockets, TLS. */
  private static final List<String> ELSEWHERE =
      List.of(
          "client.socket-silent",
          "client.connections-used-up",
          "client.leaked-subscriptions",
          "client.clock",
          "client.failover",
          "network.client-leg",
          "network.buffered",
          "network.slow",
          "network.websocket-refused",
          "network.upstream-proxy",
          "network.big-answers",
          "server.closed-socket",
          "server.refuses-connections",
          "server.out-of-service",
          "server.events-late",
          "server.events-lost",
          "server.illegal-xml",
          "server.late-answer",
          "trust.server-certificate",
          "trust.tls");

  private static Diagnosis diagnosed(List<Observation> observations) {
    Diagnosis diagnosis = new Diagnosis(DiagnosisLimits.DEFAULTS);
    observations.forEach(diagnosis::on);
    diagnosis.finish(Moment.of(Instant.EPOCH));
    return diagnosis;
  }

  private static List<String> rules(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(Finding::rule).toList();
  }

  private static Set<String> troubles(Shift shift) {
    return shift.diagnosis().findings().stream()
        .filter(finding -> finding.severity() != Severity.NOTICE && finding.partOf() == null)
        .map(finding -> finding.rule() + "=" + finding.side().word())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> truth(List<String> lines) {
    String line = lines.stream().filter(each -> each.startsWith(TRUTH)).findFirst().orElseThrow();
    return Arrays.stream(line.substring(TRUTH.length()).split(" +"))
        .filter(word -> !word.isBlank() && !word.equals("nothing"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
