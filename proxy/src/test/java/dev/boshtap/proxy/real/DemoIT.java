package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.sstoehr.harreader.HarReaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo: what it shows is what its simulator did, live and in the files that it leaves. */
class DemoIT {

  /** As {@code demo} prints the polls that its simulator lost. */
  private static final Pattern LOST = Pattern.compile("agent (\\d+) rid (\\d+): (\\w+), (\\w+)");

  private static final Pattern FINDING = Pattern.compile("^\\{[^{}]*\"type\":\"finding\"");

  @ParameterizedTest
  @ValueSource(strings = {"10s", "20s"})
  void theDemoShowsWhatItsSimulatorDid(String length, @TempDir Path folder)
      throws IOException, HarReaderException {
    Path out = folder.resolve("out");
    Program demo = Boshtap.run(folder, "demo", "--for", length, "--out", out.toString());
    assertThat(demo.awaitExit()).as(demo.toString()).isZero();

    Path file = out.resolve("events.ndjson");
    List<EventLine> events = EventLine.read(file);
    assertThat(EventLine.againstSchema(file)).isEmpty();
    assertThat(events)
        .extracting(EventLine::type)
        .contains("finesse.user", "finesse.dialog", "bosh.session", "bosh.poll");
    List<Tuple> lost = lostPolls(demo);
    assertThat(lost).isNotEmpty();
    assertThat(events)
        .filteredOn(event -> event.text("outcome").equals("unanswered"))
        .allMatch(EventLine::isUnanswered)
        .extracting(
            event -> event.text("agent"),
            event -> event.text("rid"),
            event -> event.text("endedBy"),
            event -> event.text("how"))
        .containsExactlyInAnyOrderElementsOf(lost);

    HarFile har = new HarFile(out.resolve("capture.har"));
    assertThat(har.againstValidator()).isEmpty();
    assertThat(har.entries())
        .filteredOn(entry -> entry.response().status() == 0)
        .hasSameSizeAs(lost);

    String archive = out.resolve("capture.saz").toString();
    HarFile stored = new HarFile(out.resolve("stored.har"));
    run(
        folder,
        "export",
        out.resolve("capture.sqlite").toString(),
        "--saz",
        archive,
        "--har",
        stored.path().toString());
    assertThat(stored.againstValidator()).isEmpty();
    assertThat(stored.misreadByPlaywright()).isEmpty();
    assertThat(stored.entries()).hasSameSizeAs(har.entries());
    // What is of one instant has no order between connections. Findings are told when enough time
    // has passed, which live it does by itself and in a file by what comes next.
    List<String> live = withoutFindings(Files.readAllLines(file));
    for (String capture : List.of(har.path().toString(), archive)) {
      List<String> opened = run(folder, "open", "--json", capture);
      assertThat(opened).anyMatch(line -> FINDING.matcher(line).find());
      assertThat(withoutFindings(opened)).containsExactlyInAnyOrderElementsOf(live);
    }
  }

  private static List<String> withoutFindings(List<String> events) {
    return events.stream().filter(line -> !FINDING.matcher(line).find()).toList();
  }

  private static List<String> run(Path folder, String... command) {
    Program program = Boshtap.run(folder, command);
    assertThat(program.awaitExit()).as(program.toString()).isZero();
    return program.out();
  }

  private static List<Tuple> lostPolls(Program demo) {
    return demo.err().stream()
        .flatMap(line -> LOST.matcher(line).results())
        .map(DemoIT::lostPoll)
        .toList();
  }

  private static Tuple lostPoll(MatchResult line) {
    return tuple(
        line.group(1),
        line.group(2),
        line.group(3).toLowerCase(Locale.ROOT),
        line.group(4).toLowerCase(Locale.ROOT));
  }
}
