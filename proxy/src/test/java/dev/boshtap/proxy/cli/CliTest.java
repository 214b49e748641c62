package dev.boshtap.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.proxy.browser.BrowserKind;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.config.Intercept;
import dev.boshtap.proxy.config.ListenAddress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

class CliTest {

  @TempDir Path temp;
  private Terminal terminal;

  @BeforeEach
  void open() {
    terminal = new Terminal(temp.resolve("home"));
  }

  @Test
  void runTurnsOptionsIntoSettings() {
    int exitCode =
        terminal.type(
            "run --listen [::1]:0 --intercept a.example --intercept b.example:9443 --har x.har"
                + " --events x.ndjson --json --for 1h30m --unredacted --trust-on-first-use");

    assertThat(exitCode).isEqualTo(ExitCode.FINE);
    assertThat(terminal.asked)
        .containsExactly(new RunOptions(Optional.of(Duration.ofMinutes(90)), EventFilter.ALL));
    Config config = terminal.config;
    assertThat(config.home()).isEqualTo(temp.resolve("home"));
    assertThat(config.listen()).isEqualTo(new ListenAddress("::1", 0));
    assertThat(config.intercept().hosts())
        .containsExactly(
            Intercept.Target.parse("a.example"), Intercept.Target.parse("b.example:9443"));
    assertThat(config.output().har()).contains(Path.of("x.har").toAbsolutePath());
    assertThat(config.output().events()).contains(Path.of("x.ndjson").toAbsolutePath());
    assertThat(config.output().json()).isTrue();
    assertThat(config.output().redaction()).isEqualTo(RedactionPolicy.NONE);
    assertThat(config.upstream().trustOnFirstUse()).isTrue();
  }

  @Test
  void withoutOptionsNothingIsGivenAway() {
    terminal.type("run");

    assertThat(terminal.asked).containsExactly(new RunOptions(Optional.empty(), EventFilter.ALL));
    assertThat(terminal.config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 8888));
    assertThat(terminal.config.output().redaction()).isEqualTo(RedactionPolicy.PERSONAL);
    assertThat(terminal.config.output().json()).isFalse();
    assertThat(terminal.config.upstream().trustOnFirstUse()).isFalse();
  }

  @Test
  void demoTakesAFreePortAndTwentySeconds() {
    assertThat(terminal.with("BOSHTAP_LISTEN", "127.0.0.1:7").type("demo --out d")).isZero();
    assertThat(terminal.config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 0));
    assertThat(terminal.type("demo --for PT5S --listen 127.0.0.1:9")).isZero();
    assertThat(terminal.config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 9));

    assertThat(terminal.asked)
        .containsExactly(
            new DemoOptions(Duration.ofSeconds(20), Optional.of(Path.of("d"))),
            new DemoOptions(Duration.ofSeconds(5), Optional.empty()));
  }

  @Test
  void browserTakesWhatRunTakesAndAFreePort() {
    assertThat(
            terminal.type("browser firefox https://fin1.example/ --har x.har --for 5s --headless"))
        .isZero();
    assertThat(terminal.config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 0));
    assertThat(terminal.config.output().har()).contains(Path.of("x.har").toAbsolutePath());
    assertThat(terminal.type("browser https://fin1.example/ --listen 127.0.0.1:9")).isZero();
    assertThat(terminal.config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 9));
    assertThat(terminal.with("BOSHTAP_LISTEN", "127.0.0.1:7").type("browser edge")).isZero();
    assertThat(terminal.config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 7));

    assertThat(terminal.asked)
        .map(BrowserOptions.class::cast)
        .extracting(BrowserOptions::kind, BrowserOptions::url, BrowserOptions::headless)
        .containsExactly(
            tuple(Optional.of(BrowserKind.FIREFOX), Optional.of("https://fin1.example/"), true),
            tuple(Optional.empty(), Optional.of("https://fin1.example/"), false),
            tuple(Optional.of(BrowserKind.EDGE), Optional.empty(), false));
  }

  @Test
  void diagnoseAndReportTakeFiles() {
    assertThat(terminal.type("diagnose --evidence --json a.har b.db")).isZero();
    assertThat(terminal.config.output().json()).isTrue();
    assertThat(terminal.type("report a.har -o a.html")).isZero();

    assertThat(terminal.asked)
        .filteredOn(DiagnoseOptions.class::isInstance)
        .map(DiagnoseOptions.class::cast)
        .extracting(DiagnoseOptions::files, DiagnoseOptions::evidence)
        .containsExactly(
            tuple(List.of(Path.of("a.har"), Path.of("b.db")), true),
            tuple(List.of(Path.of("a.har")), true));
    assertThat(terminal.asked).last().isEqualTo(Path.of("a.html"));
    assertThat(terminal.type("report a.har")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void openTakesFiles() {
    assertThat(terminal.type("open --json a.har b.har")).isZero();

    assertThat(terminal.asked)
        .singleElement()
        .extracting(asked -> ((OpenOptions) asked).files())
        .isEqualTo(List.of(Path.of("a.har"), Path.of("b.har")));
    assertThat(terminal.config.output().json()).isTrue();
  }

  @Test
  void nodesTakesFiles() {
    assertThat(terminal.type("nodes --json a.har b.har")).isZero();

    assertThat(terminal.asked)
        .singleElement()
        .extracting(asked -> ((OpenOptions) asked).files())
        .isEqualTo(List.of(Path.of("a.har"), Path.of("b.har")));
    assertThat(terminal.config.output().json()).isTrue();
  }

  @Test
  void showsTheSettingsThatHoldAndRunsNothing() throws Exception {
    Path file = Files.writeString(temp.resolve("b.yaml"), "polls:\n  margin: 9s\n");

    assertThat(
            terminal
                .with("BOSHTAP_LOG_LEVEL", "info")
                .run("run", "--config", file.toString(), "--json", "--show-config"))
        .isZero();

    assertThat(terminal.asked).isEmpty();
    assertThat(terminal.out())
        .containsPattern("listen: 127.0.0.1:8888 +# default\n")
        .containsPattern("  margin: 9s +# " + file + ":2\n")
        .containsPattern("  json: true +# --json\n")
        .containsPattern("  level: info +# BOSHTAP_LOG_LEVEL\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --for soon | boshtap: Invalid value for option '--for': "soon" (expected: a duration
          run --listen 8888 | boshtap: --listen: "8888" (expected: HOST:PORT, port 0..65535)
          run --listen 0.0.0.0:1 | boshtap: --listen: "0.0.0.0:1" would serve anybody
          run --intercept a:b:c | boshtap: --intercept: [a:b:c] (expected: a list of HOST or HOST:PORT)
          run --intercept a --intercept b:x | boshtap: --intercept: [a, b:x], of which "b:x" (expected: a list
          run --lissen 8888 | boshtap: Unknown option
          browser opera | boshtap: "opera" (expected: chrome, edge, chromium, firefox, or a URL
          browser firefox --config | boshtap: Missing required parameter for option '--config'
          browser x https://a/ | boshtap: "x" (expected: chrome, edge, chromium, firefox, then at most
          run extra | boshtap: Unmatched argument
          opne | boshtap: there is no command `boshtap opne`
          open | boshtap: Missing required parameter: 'FILE'
          nodes | boshtap: Missing required parameter: 'FILE'
          trust add | boshtap: Missing required parameter: 'HOST:PORT'
          trust add fin | boshtap: Invalid value for positional parameter at index 0 (HOST:PORT): "fin" (expected
          ca export --format pfx | boshtap: Invalid value for option '--format'
          ca | boshtap: Missing required subcommand
          '' | boshtap: Missing required subcommand
          """)
  void refusesWithOneLineAndExitCodeTwo(String line, String message) {
    assertThat(terminal.type(line)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).startsWith(message).doesNotContain("Exception", "\tat ");
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.asked).isEmpty();
  }

  @Test
  void aWrongSettingIsNamedWithItsFileAndLine() throws Exception {
    Path file = Files.writeString(temp.resolve("b.yaml"), "listen: here\n");

    assertThat(terminal.run("run", "--config", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "boshtap: " + file + ":1: listen: \"here\" (expected: HOST:PORT, port 0..65535)\n");
  }

  @Test
  void aConfigThatCannotBeReadCannotBeUsed() {
    Path file = temp.resolve("none.yaml");

    assertThat(terminal.run("run", "--config", file.toString())).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).isEqualTo("boshtap: " + file + ": no such file or folder\n");
  }

  @Test
  void aLogThatCannotBeWrittenIsSaid() {
    Path file = temp.resolve("no/such/folder.log");

    assertThat(terminal.with("BOSHTAP_LOG_FILE", file.toString()).type("run"))
        .isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .isEqualTo("boshtap: %s: there is no folder %s\n".formatted(file, file.getParent()));
  }

  @Test
  void whatTheApplicationCannotDoIsOneLine() {
    terminal.trouble = CommandFailure.cannot("127.0.0.1:8888: port taken");
    assertThat(terminal.type("run")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).isEqualTo("boshtap: 127.0.0.1:8888: port taken\n");

    terminal.trouble = new AccessDeniedException("/data/x.har");
    assertThat(terminal.type("run")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).isEqualTo("boshtap: /data/x.har: permission denied\n");

    terminal.trouble = new IOException("no space left");
    assertThat(terminal.type("run")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err()).isEqualTo("boshtap: no space left\n");
  }

  @Test
  void aFaultOfOurOwnShowsWhereItIs() {
    terminal.trouble = new IllegalStateException("oops");

    assertThat(terminal.type("run")).isEqualTo(ExitCode.CANNOT);
    assertThat(terminal.err())
        .startsWith("boshtap: a fault of boshtap's own; please report what follows\n")
        .contains("IllegalStateException: oops", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "browser",
        "demo",
        "open",
        "nodes",
        "diagnose",
        "report",
        "ca",
        "ca show",
        "ca export",
        "ca install",
        "ca uninstall",
        "trust",
        "trust add",
        "trust list",
        "trust remove"
      })
  void everyCommandHelpsWithAnExampleAndTheExitCodes(String command) {
    assertThat(terminal.type((command + " --help").strip())).isZero();

    String usage = ("Usage: boshtap " + command).strip();
    assertThat(terminal.out())
        .startsWith(usage)
        .containsPattern("Examples?:.*\\n  boshtap " + (command.isEmpty() ? "demo" : command))
        .contains("Exit codes:", "  3  cannot be done");
    assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 100);
  }

  /** Who reads an address or a setting's name must be able to copy it. */
  @Test
  void helpBreaksNoWord() {
    List<CommandLine> commands = new ArrayList<>();
    collect(terminal.commands(), commands);

    assertThat(commands).hasSizeGreaterThan(20);
    for (CommandLine command : commands) {
      UsageMessageSpec usage = command.getCommandSpec().usageMessage();
      List<String> texts = new ArrayList<>(List.of(usage.description()));
      texts.addAll(List.of(usage.footer()));
      command.getCommandSpec().args().forEach(arg -> texts.addAll(List.of(arg.description())));
      assertThat(command.getUsageMessage().split("\\s+"))
          .as(command.getCommandSpec().qualifiedName())
          .containsAll(
              texts.stream()
                  .flatMap(text -> Stream.of(text.replace("%n", " ").split("\\s+")))
                  .filter(word -> !word.isEmpty() && !word.contains("${"))
                  .toList());
    }
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, all));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rnu | boshtap: there is no command `boshtap rnu` | Did you mean `boshtap run`?
          captrue list | boshtap: there is no command `boshtap captrue` | Did you mean `boshtap capture`?
          ca instal | boshtap: there is no command `boshtap ca instal` | Did you mean `boshtap ca install`?
          xyz | boshtap: there is no command `boshtap xyz` | Try `boshtap --help`.
          """)
  void suggestsTheCommandThatWasMeant(String line, String said, String suggestion) {
    assertThat(terminal.type(line)).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines()).containsExactly(said, suggestion);
  }

  @Test
  void aVariableThatIsNoSettingIsSaidAndTheCommandRuns() {
    assertThat(terminal.with("BOSHTAP_LISTN", "127.0.0.1:1").type("run")).isZero();
    assertThat(terminal.err())
        .isEqualTo(
            "boshtap: BOSHTAP_LISTN: there is no such setting, it changes nothing (did you mean"
                + " BOSHTAP_LISTEN?)\n");
    assertThat(terminal.asked).hasSize(1);
  }

  @Test
  void whereThereIsNothingToListThatIsSaid() {
    for (String line : List.of("capture list", "capture prune --dry-run", "trust list")) {
      assertThat(terminal.type(line)).isZero();
      assertThat(terminal.out()).isEmpty();
      assertThat(terminal.err()).as(line).hasLineCount(1).containsPattern("^(no|nothing) ");
    }
  }

  @Test
  void colourIsForTerminalsThatWantIt() {
    terminal.type("--help");
    assertThat(terminal.out()).doesNotContain("\u001b");
    terminal.coloured().type("--help");
    assertThat(terminal.out()).contains("\u001b");

    assertThat(Console.mayColour(Map.of())).isTrue();
    assertThat(Console.mayColour(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Console.mayColour(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Console.mayColour(Map.of("TERM", "dumb"))).isFalse();
  }

  @Test
  void widthIsTheTerminals() {
    assertThat(Console.width(Map.of("COLUMNS", "132"))).isEqualTo(132);
    assertThat(Console.width(Map.of("COLUMNS", "wide"))).isEqualTo(100);
    assertThat(Console.width(Map.of())).isEqualTo(100);
    assertThat(Console.width(Map.of("COLUMNS", "3"))).isEqualTo(60);
  }

  @Test
  void tellsItsVersion() {
    assertThat(terminal.type("--version")).isZero();
    assertThat(terminal.out()).startsWith("boshtap ");
  }
}
