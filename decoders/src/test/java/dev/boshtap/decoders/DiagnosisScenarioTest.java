package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.diagnosis.Detectors;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Path TABLE = Path.of("..", "docs", "reference", "scenarios.md");
  private static final String BEGIN = "<!-- from here on written by DiagnosisScenarioTest -->\n";
  private static final String TRUTH = "# truth:";
  private static final String NOTE = "# of note:";

  private static final Map<Path, Shift> PLAYED = new ConcurrentHashMap<>();

  private static Shift played(Path scenario) throws IOException {
    List<String> lines = Files.readAllLines(scenario);
    return PLAYED.computeIfAbsent(scenario, unplayed -> Shift.play(lines));
  }

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
    Shift shift = played(scenario);
    Path expected =
        scenario.resolveSibling(scenario.getFileName().toString().replace(".txt", ".expected.txt"));
    if (Boolean.getBoolean("golden.update")) {
      Files.write(expected, shift.found());
    }
    assertThat(troubles(shift)).isEqualTo(truth(lines));
    assertThat(ofNote(shift)).isEqualTo(words(lines, NOTE));
    assertThat(shift.found()).isEqualTo(Files.readAllLines(expected));
  }

  /** Every rule is the truth in some scenario. */
  @Test
  void everyRuleIsTheTruthSomewhere() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path scenario : scenarios().toList()) {
      List<String> lines = Files.readAllLines(scenario);
      truth(lines).forEach(each -> shown.add(each.substring(0, each.indexOf('='))));
      shown.addAll(words(lines, NOTE));
    }
    assertThat(Detectors.rules())
        .extracting(Rule::name)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(shown);
  }

  /** The table of right and wrong in the reference is what the rules do. */
  @Test
  void theReferenceHasTheTableOfRightAndWrong() throws IOException {
    Confusion confusion = new Confusion();
    for (Path scenario : scenarios().toList()) {
      List<String> lines = Files.readAllLines(scenario);
      Shift shift = played(scenario);
      Set<String> expected = new TreeSet<>(words(lines, NOTE));
      truth(lines).forEach(each -> expected.add(each.substring(0, each.indexOf('='))));
      Set<String> found = new TreeSet<>(ofNote(shift));
      troubles(shift).forEach(each -> found.add(each.substring(0, each.indexOf('='))));
      String name = scenario.getFileName().toString().replace(".txt", "");
      confusion.add(name, lines.get(0).substring(2), expected, found);
    }
    String text = Files.readString(TABLE);
    String head = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(TABLE, head + confusion.table());
    }
    assertThat(Files.readString(TABLE)).isEqualTo(head + confusion.table());
    assertThat(confusion.wrong()).isEmpty();
  }

  private static Set<String> troubles(Shift shift) {
    return shift.diagnosis().findings().stream()
        .filter(finding -> finding.severity() != Severity.NOTICE && finding.partOf() == null)
        .map(finding -> finding.rule() + "=" + finding.side().word())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> ofNote(Shift shift) {
    return shift.diagnosis().findings().stream()
        .filter(finding -> finding.severity() == Severity.NOTICE && finding.partOf() == null)
        .map(Finding::rule)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> truth(List<String> lines) {
    assertThat(lines).anyMatch(line -> line.startsWith(TRUTH));
    return words(lines, TRUTH);
  }

  private static Set<String> words(List<String> lines, String after) {
    return lines.stream()
        .filter(line -> line.startsWith(after))
        .flatMap(line -> Arrays.stream(line.substring(after.length()).split(" +")))
        .filter(word -> !word.isBlank() && !word.equals("nothing"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
