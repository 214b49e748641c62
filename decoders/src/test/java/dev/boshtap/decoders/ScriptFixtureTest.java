package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Sign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code scripts/…/NAME.txt} is traffic as {@link Script} has it; {@code NAME.expected.txt} is
 * all that is said of it. {@code -Dgolden.update=true} writes the latter anew, to be reviewed as
 * code.
 */
class ScriptFixtureTest {

  private static final Path FOLDER = Path.of("src/test/resources/scripts");

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .filter(file -> !isExpectation(file))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void saysWhatIsExpectedAndNothingElse(Path script) throws IOException {
    List<String> said = Script.play(Files.readAllLines(script));
    Path expected =
        script.resolveSibling(script.getFileName().toString().replace(".txt", ".expected.txt"));
    if (Boolean.getBoolean("golden.update")) {
      Files.write(expected, said);
    }
    assertThat(said).isEqualTo(Files.readAllLines(expected));
  }

  /** What passes by itself is told the same as what a clock ticks through. */
  @ParameterizedTest
  @MethodSource("scripts")
  void saysTheSameHoweverOftenTheClockTicks(Path script) throws IOException {
    List<String> lines = Files.readAllLines(script);
    List<String> ticked =
        lines.stream()
            .flatMap(
                line ->
                    line.isBlank() || line.startsWith("#")
                        ? Stream.of(line)
                        : Stream.of(line.split(" ", 2)[0] + " tick", line))
            .toList();
    assertThat(Script.play(ticked)).isEqualTo(Script.play(lines));
  }

  @ParameterizedTest
  @EnumSource
  void everySignOfASessionIsSeenInSomeScript(Sign sign) throws IOException {
    if (!sign.word().startsWith("bosh.") && !sign.word().startsWith("xmpp.")) {
      return;
    }
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(files.filter(ScriptFixtureTest::isExpectation))
          .anySatisfy(file -> assertThat(file).content().contains(" notice " + sign.word() + ":"));
    }
  }

  @Test
  void aHealthyShiftShowsNoSign() throws IOException {
    assertThat(FOLDER.resolve("healthy/shift.expected.txt")).content().doesNotContain(" notice ");
  }

  private static boolean isExpectation(Path file) {
    return file.toString().endsWith(".expected.txt");
  }
}
