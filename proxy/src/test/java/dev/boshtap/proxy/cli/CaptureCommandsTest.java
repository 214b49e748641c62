package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.proxy.app.BoshtapApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that read captures, as they are typed, on captures as they are found. */
@Timeout(60)
class CaptureCommandsTest {

  private static final int STATES = 6;

  /** How a capture that is none, or is no longer one, is called below. */
  private static final List<String> RUBBISH =
      List.of("zero.sqlite", "notes.sqlite", "other.sqlite", "newer.sqlite", "folder.sqlite");

  @TempDir Path folder;

  private final Words out = new Words();
  private final Words err = new Words();

  /** What was written, while it is being written. */
  private static final class Words extends ByteArrayOutputStream {

    synchronized List<String> lines() {
      return toString(UTF_8).lines().toList();
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      notifyAll();
    }

    synchronized void await(Predicate<List<String>> enough) throws InterruptedException {
      while (!enough.test(lines())) {
        wait();
      }
    }
  }

  private int type(String line) {
    out.reset();
    err.reset();
    return type(line, new DataStream(out));
  }

  private int type(String line, PrintStream data) {
    String[] arguments =
        Stream.of(line.split(" ", -1))
            .map(word -> word.replace("@", folder + "/"))
            .toArray(String[]::new);
    Console console =
        new Console(
            InputStream.nullInputStream(),
            data,
            new PrintStream(err, true, UTF_8),
            UTF_8,
            false,
            0);
    return new Cli(new BoshtapApplication())
        .run(console, Map.of("BOSHTAP_HOME", folder.resolve("home").toString()), arguments);
  }

  private Path day() throws IOException {
    return RecordedDay.write(folder.resolve("day.sqlite"), "1001003", STATES);
  }

  // --- tail ---

  @Test
  void tailBeginsWithTheLastLinesOrAtTheBeginning() throws IOException {
    day();

    assertThat(type("tail --no-follow @day.sqlite")).isZero();
    assertThat(err.lines().get(0)).contains("day.sqlite, recorded on desk-12");
    assertThat(err.lines()).filteredOn(line -> line.contains("READY")).hasSize(STATES);
    assertThat(type("tail --no-follow -n 1 @day.sqlite")).isZero();
    assertThat(err.lines()).hasSize(2).last().asString().contains("NO ANSWER");
    assertThat(type("tail --no-follow -n 0 @day.sqlite")).isZero();
    assertThat(err.lines()).hasSize(1);
    assertThat(type("tail --no-follow --all --type finesse.user --json @day.sqlite")).isZero();
    assertThat(out.lines()).hasSize(STATES).allMatch(line -> line.startsWith("{"));
    assertThat(type("tail --no-follow --unanswered @day.sqlite")).isZero();
    assertThat(err.lines()).hasSize(2).last().asString().contains("NO ANSWER");
    assertThat(
            type("tail --redaction secrets --no-follow --all --json --agent 1001004 @day.sqlite"))
        .isZero();
    assertThat(out.lines()).isEmpty();
    String nobody = "boshtap: nothing matches --agent 1001004; the agents are 1001003";
    assertThat(err.lines()).last().isEqualTo(nobody);
    assertThat(type("export @day.sqlite --events - --agent 1001004")).isZero();
    assertThat(err.lines()).last().isEqualTo(nobody);
  }

  @Test
  void infoTellsTimesByTheLocalClock() throws IOException {
    day();

    assertThat(type("capture info @day.sqlite")).isZero();
    String time = " +2026-11-2\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d\\d:\\d\\d";
    assertThat(out.lines())
        .anyMatch(line -> line.matches("from" + time))
        .anyMatch(line -> line.matches("to" + time));
  }

  @Test
  void tailFollowsFromPartToPartAndEndsWithTheRecording() throws Exception {
    Path file = folder.resolve("live.sqlite");
    RecordedDay day = new RecordedDay();
    CompletableFuture<Integer> exit;
    try (CaptureSink sink = RecordedDay.record(file, 200_000)) {
      RecordedDay.give(sink, day.state("1001003", "READY"));
      exit =
          CompletableFuture.supplyAsync(
              () -> type("tail --json --all --type finesse.user @live.sqlite"));
      out.await(lines -> lines.size() == 1);
      int given = 1;
      while (Files.notExists(folder.resolve("live-part3.sqlite"))) {
        RecordedDay.give(sink, day.state("1001003", "NOT_READY"));
        int now = ++given;
        out.await(lines -> lines.size() == now);
      }
      RecordedDay.give(sink, day.state("1001003", "TALKING"));
      out.await(lines -> lines.get(lines.size() - 1).contains("TALKING"));
    }

    assertThat(exit.get()).isZero();
    assertThat(err.lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "tail --since yesterday @day.sqlite, yesterday",
    "tail --until 25:00 @day.sqlite, 25:00",
    "tail --last -1 @day.sqlite, --last: -1 (expected: 0 or more)",
    "tail --last many @day.sqlite, many\" (expected: a whole number)",
    "tail --type finesse.dialg @day.sqlite, --type: finesse.dialg",
    "tail --since 2026-11-22T10:00Z --until 2026-11-22T09:00Z @day.sqlite, --until",
    "tail --wrong @day.sqlite, --wrong",
    "export @day.sqlite, nothing to write",
    "export @day.sqlite --har - --saz -, 2 things would go to standard output",
    "export @day.sqlite --curl one, one\" (expected: a whole number)",
    "open --redaction none --unredacted @day.sqlite, boshtap: --redaction",
    "export @day.sqlite --har @a.har --events @a.har, --har and --events would go to one file",
    "export @day.sqlite --har @a.har --events @home/../a.har, would go to one file",
    "run --listen 127.0.0.1:0 --capture @a.har --har @a.har, capture and HAR would go to one file",
    "redact @a.har -o @a.har, a.har would replace what it is made of",
    "report @day.sqlite -o @day.sqlite, day.sqlite would replace what it is made of",
    "export @day.sqlite --har @a.har --since never, never",
    "capture prune --older soon, --older",
    "capture prune --keep-size much, --keep-size",
    "capture merge @day.sqlite, -o"
  })
  void whatCannotBeMeantIsSaidInOneLine(String line, String said) throws IOException {
    day();

    assertThat(type(line)).isEqualTo(ExitCode.USAGE);
    assertThat(out.lines()).isEmpty();
    assertThat(err.lines().get(0)).startsWith("boshtap: ").contains(said);
    assertThat(err.lines())
        .hasSizeLessThanOrEqualTo(2)
        .noneMatch(text -> text.contains("Exception"));
  }

  // --- open, of a recording that has names in it, as with --redaction secrets ---

  @Test
  void aRecordingWithNamesHasTheSamePseudonymsInEveryCommand() throws IOException {
    day();

    assertThat(type("open @day.sqlite")).isZero();
    String pseudonym =
        err.lines().stream()
            .flatMap(line -> Stream.of(line.split("[ /,()]", -1)))
            .filter(Redactor::isAlias)
            .findFirst()
            .orElseThrow();
    for (String asked : List.of(pseudonym, "1001003")) {
      assertThat(type("open --unanswered --agent " + asked + " @day.sqlite")).isZero();
      assertThat(err.toString(UTF_8))
          .as(asked)
          .containsPattern(pseudonym + " .*NO ANSWER")
          .contains("summary of what was asked for\n  exchanges     1\n")
          .contains("1 (" + pseudonym + ")")
          .doesNotContain("1001003")
          .doesNotContain("nothing matches");
    }
    assertThat(type("open --node /finesse/api/User/" + pseudonym + " @day.sqlite")).isZero();
    assertThat(err.lines()).filteredOn(line -> line.contains("READY")).hasSize(STATES);
    for (String asked : List.of("", " --agent " + pseudonym, " --agent 1001003")) {
      assertThat(type("tail --no-follow" + asked + " @day.sqlite")).isZero();
      assertThat(err.lines()).as(asked).hasSize(1 + STATES + 1);
      assertThat(err.toString(UTF_8)).contains(pseudonym).doesNotContain("1001003");
    }
    for (String command : List.of("tail --no-follow", "open")) {
      assertThat(type(command + " --type finesse.user @day.sqlite")).isZero();
      assertThat(err.lines())
          .as(command)
          .filteredOn(line -> line.contains("READY"))
          .hasSize(STATES)
          .allMatch(line -> line.contains(" 7443 200 "));
    }
    assertThat(type("tail --no-follow --node /finesse/api/User/10* @day.sqlite")).isZero();
    assertThat(err.toString(UTF_8)).contains("users have pseudonyms: /finesse/api/User/10*");
    assertThat(type("tail --redaction secrets --no-follow @day.sqlite")).isZero();
    assertThat(err.toString(UTF_8)).contains("1001003").doesNotContain(pseudonym);
    assertThat(type("diagnose @day.sqlite")).isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString(UTF_8)).contains(pseudonym);
    assertThat(type("nodes @day.sqlite")).isZero();
    assertThat(out.toString(UTF_8)).contains("/finesse/api/User/" + pseudonym);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 100})
  void tailBeginsWithAsManyLinesAsAreAskedFor(int last) throws IOException {
    RecordedDay day = new RecordedDay();
    try (CaptureSink sink = RecordedDay.record(folder.resolve("mixed.sqlite"))) {
      for (int i = 0; i < 5; i++) {
        RecordedDay.give(sink, day.state("1001003", i % 2 == 0 ? "READY" : "NOT_READY"));
        RecordedDay.give(sink, day.lost("1001003"));
        RecordedDay.give(sink, day.lost("1001004"));
      }
    }
    for (String asked : List.of("", " --agent 1001003", " --type finesse", " --json")) {
      assertThat(type("tail --no-follow --all" + asked + " @mixed.sqlite")).isZero();
      List<String> all = asked.equals(" --json") ? out.lines() : withoutHeader(err.lines());
      assertThat(type("tail --no-follow -n " + last + asked + " @mixed.sqlite")).isZero();
      assertThat(asked.equals(" --json") ? out.lines() : withoutHeader(err.lines()))
          .as(asked)
          .isEqualTo(all.subList(Math.max(0, all.size() - last), all.size()));
    }
  }

  private static List<String> withoutHeader(List<String> lines) {
    return lines.subList(1, lines.size());
  }

  /** The last lines are the last of whom is asked for, though others spoke since. */
  @Test
  void tailFindsByPseudonymWhatIsFarBack() throws IOException {
    RecordedDay day = new RecordedDay();
    try (CaptureSink sink = RecordedDay.record(folder.resolve("two.sqlite"))) {
      RecordedDay.give(sink, day.state("1001004", "READY"));
      for (int i = 0; i < 50; i++) {
        RecordedDay.give(sink, day.state("1001003", i % 2 == 0 ? "READY" : "NOT_READY"));
      }
    }
    assertThat(type("tail --no-follow --all @two.sqlite")).isZero();
    String pseudonym =
        Stream.of(err.lines().get(1).split(" +", -1))
            .filter(Redactor::isAlias)
            .findFirst()
            .orElseThrow();

    for (String asked : List.of("--agent " + pseudonym, "--node /finesse/api/User/" + pseudonym)) {
      assertThat(type("tail --no-follow -n 5 " + asked + " @two.sqlite")).isZero();
      assertThat(err.lines()).as(asked).hasSize(2).last().asString().contains(pseudonym);
    }
  }

  /** Whoever slips in a name is told the names that are shown. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--agent 1001004",
        "--agent p7-abcdef",
        "--type rest --agent 1001003",
        "--node /finesse/api/Team/1",
        "--type finesse.team --node /finesse/api/User/1001003"
      })
  void namesAreNotToldToWhoAsksForOthers(String asked) throws IOException {
    day();

    assertThat(type("open " + asked + " @day.sqlite")).isZero();
    assertThat(err.lines()).last().asString().startsWith("boshtap: nothing matches ");
    assertThat(err.lines())
        .filteredOn(line -> line.contains("; the "))
        .hasSize(asked.startsWith("--type") ? 0 : 1)
        .allMatch(line -> line.matches(".*; the (agent|node)s are .*p7-\\w+"))
        .noneMatch(line -> line.contains("1001003"));
  }

  // --- export ---

  @Test
  void exportWritesEachFormatToAFileAndToStandardOutput() throws IOException {
    day();
    List<String> formats =
        List.of("--har", "--events", "--exchanges", "--csv-polls", "--csv-events", "--saz");

    for (String format : formats) {
      assertThat(type("export @day.sqlite %s @file".formatted(format))).as(format).isZero();
      byte[] file = Files.readAllBytes(folder.resolve("file"));
      Files.delete(folder.resolve("file"));
      assertThat(type("export @day.sqlite %s -".formatted(format))).as(format).isZero();
      if (!format.equals("--saz")) { // Its entries bear the time of writing.
        assertThat(out.toByteArray()).as(format).isEqualTo(file);
      }
      assertThat(file).as(format).hasSizeGreaterThan(300);
    }
    assertThat(
            type("export @day.sqlite --events - --type finesse.user --until 2026-11-22T10:03:30Z"))
        .isZero();
    assertThat(out.lines()).hasSize(3).allMatch(line -> line.contains("\"type\":\"finesse.user\""));
    assertThat(type("export @day.sqlite --csv-polls - --unanswered")).isZero();
    assertThat(out.lines()).hasSize(2).last().asString().contains("unanswered");
    assertThat(type("export @day.sqlite --curl 2")).isZero();
    assertThat(out.lines().get(0)).startsWith("curl ");
    assertThat(type("export @day.sqlite --curl 99")).isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines()).singleElement().asString().contains("no exchange 99");
  }

  @Test
  void whatWasExportedBeforeIsKept() throws IOException {
    day();
    Path har = Files.writeString(folder.resolve("a.har"), "of last week");

    assertThat(type("export @day.sqlite --har @a.har")).isZero();

    assertThat(Files.readString(har)).contains("\"version\"");
    assertThat(Files.readString(folder.resolve("a.1.har"))).isEqualTo("of last week");
    assertThat(err.lines()).anyMatch(line -> line.contains("a.1.har"));
    assertThat(type("export @day.sqlite --har @day.sqlite")).isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines()).singleElement().asString().contains("is a capture itself");
    assertThat(type("export @day.sqlite --har @no/such/a.har")).isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines())
        .singleElement()
        .asString()
        .endsWith("a.har: there is no folder " + folder.resolve("no/such"));
    Files.createDirectory(folder.resolve("b.har"));
    assertThat(type("export @day.sqlite --har @b.har")).isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines()).singleElement().asString().contains("b.har");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links are an administrator's there")
  void twoNamesOfOneFileAreOneFile() throws IOException {
    day();
    Files.createSymbolicLink(folder.resolve("link"), folder);

    assertThat(type("export @day.sqlite --har @a --events @link/a")).isEqualTo(ExitCode.USAGE);
    assertThat(type("report @day.sqlite -o @link/day.sqlite")).isEqualTo(ExitCode.USAGE);
    Files.createFile(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
    assertThat(type("export @day.sqlite --har @a --events @b")).isEqualTo(ExitCode.USAGE);
    assertThat(err.lines().get(0)).contains("--har and --events would go to one file");
  }

  @Test
  void aCaptureGivesWayToNoOtherFile() throws IOException {
    Path day = day();
    byte[] before = Files.readAllBytes(day);
    RecordedDay.write(folder.resolve("other.sqlite"), "1001004", 1);

    assertThat(type("report @other.sqlite -o @day.sqlite")).isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines()).singleElement().asString().contains("is a capture itself");
    assertThat(type("run --listen 127.0.0.1:0 --no-capture --events @day.sqlite"))
        .isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines()).last().asString().contains("is a capture itself");
    assertThat(day).hasBinaryContent(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export @day.sqlite --events -",
        "export @day.sqlite --har -",
        "export @day.sqlite --csv-polls -",
        "export @day.sqlite --curl 2",
        "tail --no-follow --json @day.sqlite",
        "capture info @day.sqlite",
        "capture verify @day.sqlite"
      })
  void aFullDiskBehindStandardOutputIsSaidInOneLine(String line) throws IOException {
    day();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThat(type(line, new DataStream(full))).isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines()).last().asString().startsWith("boshtap: ").contains("No space left");
    assertThat(err.lines()).noneMatch(text -> text.contains("fault of boshtap"));
  }

  // --- captures that are none ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tail --no-follow",
        "export --har @x.har",
        "capture info",
        "capture verify",
        "capture merge -o @x.sqlite",
        "redact -o @x.har",
        "open",
        "report -o @x.html"
      })
  void whatIsNoCaptureIsRefusedInOneLine(String command) throws Exception {
    rubbish();
    List<String> names = new ArrayList<>(RUBBISH);
    names.add("missing.sqlite");

    for (String name : names) {
      err.reset();
      assertThat(type(command + " @" + name)).as(name).isEqualTo(ExitCode.CANNOT);
      assertThat(err.lines()).as(name).isNotEmpty().anyMatch(line -> line.contains(name));
      assertThat(err.lines()).as(name).noneMatch(line -> line.contains("Exception"));
      try (Stream<Path> made = Files.list(folder)) {
        assertThat(made.map(file -> file.getFileName().toString()))
            .as(name)
            .noneMatch(file -> file.startsWith("x."));
      }
    }
  }

  @Test
  void whatWasCutIsReadAsFarAsItGoes() throws IOException {
    Path file = RecordedDay.write(folder.resolve("cut.sqlite"), "1001003", 1_000);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThat(type("capture verify @cut.sqlite")).isEqualTo(ExitCode.CANNOT);
    assertThat(out.lines().get(0)).contains("DAMAGED");
    assertThat(type("export @cut.sqlite --events -")).isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines()).last().asString().contains("is damaged");
    assertThat(type("tail --no-follow @cut.sqlite")).isIn(ExitCode.FINE, ExitCode.CANNOT);
    assertThat(err.lines()).noneMatch(line -> line.contains("Exception"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tail --no-follow",
        "export --events -",
        "open",
        "nodes",
        "diagnose",
        "report -o @page.html"
      })
  void ofWhatBrokeOffIsSaidThatItDid(String command) throws Exception {
    String said = "day.sqlite: broken off: recording ended without saying so";
    type(command + " " + day());
    assertThat(err.toString(UTF_8)).doesNotContain("broken off");
    Files.deleteIfExists(folder.resolve("page.html"));
    sql(folder.resolve("day.sqlite"), "DELETE FROM capture WHERE name = 'completed'");

    type(command + " @day.sqlite");
    assertThat(err.lines()).filteredOn(line -> line.contains(said)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tail --no-follow --all",
        "export --events -",
        "open",
        "diagnose",
        "redact -o @x.har"
      })
  void whatIsDamagedIsReadAroundAndTheExitCodeSaysSo(String command) throws Exception {
    sql(day(), "UPDATE exchanges SET record = zeroblob(40) WHERE number = 2");

    assertThat(type(command + " @day.sqlite")).isEqualTo(ExitCode.CANNOT);
    assertThat(err.lines()).noneMatch(line -> line.contains("fault of boshtap"));
  }

  @Test
  void listAndPruneTakeWhatLiesInTheFolder() throws Exception {
    Path captures = Files.createDirectories(folder.resolve("home/captures"));
    Files.move(day(), captures.resolve("day.sqlite"));
    try (InputStream none = InputStream.nullInputStream()) {
      Files.copy(none, captures.resolve("zero.sqlite"));
    }
    Files.createDirectory(captures.resolve("folder.sqlite"));

    assertThat(type("capture list")).isZero();
    assertThat(out.lines())
        .hasSize(2)
        .anyMatch(line -> line.endsWith("day.sqlite"))
        .anyMatch(line -> line.endsWith("zero.sqlite"));
    assertThat(type("capture prune --older 0s --dry-run")).isZero();
    assertThat(out.lines()).hasSize(2).allMatch(line -> line.startsWith("would remove"));
    assertThat(type("capture prune --keep-size 0")).isZero();
    assertThat(captures.resolve("day.sqlite")).doesNotExist();
    assertThat(captures.resolve("folder.sqlite")).isDirectory();
  }

  /** A capture that somebody passed on, with a next part that is named to do harm. */
  @ParameterizedTest
  @ValueSource(strings = {"x' || char(27) || '[2J.sqlite", "x' || char(0) || '.sqlite"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file can be named so there")
  void whatACaptureSaysOfItselfDoesNotReachIntoTheTerminal(String next) throws Exception {
    Path day = day();
    Files.copy(day, folder.resolve("x\u001b[2J.sqlite"));
    sql(day, "INSERT OR REPLACE INTO capture VALUES ('next', '" + next + "')");

    for (String command :
        List.of(
            "capture info", "capture verify", "tail --no-follow", "export --events -", "open")) {
      assertThat(type(command + " @day.sqlite")).as(command).isZero();
      assertThat(out.toString(UTF_8) + err).as(command).doesNotContain("\u001b", "\0");
    }
  }

  private void rubbish() throws Exception {
    Files.createFile(folder.resolve("zero.sqlite"));
    Files.writeString(folder.resolve("notes.sqlite"), "no capture at all ".repeat(300));
    Files.createDirectory(folder.resolve("folder.sqlite"));
    sql(folder.resolve("other.sqlite"), "CREATE TABLE events (a TEXT)");
    sql(
        RecordedDay.write(folder.resolve("newer.sqlite"), "1001003", 1),
        "PRAGMA user_version = 99");
  }

  private static void sql(Path file, String statement) throws Exception {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement run = database.createStatement()) {
      run.execute(statement);
    }
  }
}
