package dev.boshtap.exporters.open;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.exporters.Golden;
import dev.boshtap.exporters.Sessions;
import dev.boshtap.exporters.Told;
import dev.boshtap.exporters.json.EventSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Captures in the shapes that their tools write: beside each stands what is seen in it ({@code
 * .wire.jsonl}) and what that means ({@code .events.jsonl}). Archives are folders here.
 */
class CaptureFixtureTest {

  private static final Path CAPTURES = Golden.RESOURCES.resolve("captures");

  @TempDir private Path folder;

  static List<String> captures() throws IOException {
    try (Stream<Path> files = Files.list(CAPTURES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".har") || name.endsWith(".saz"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void isToldAndUnderstoodAsReviewed(String name) throws IOException {
    Path capture = CAPTURES.resolve(name);
    Path file =
        Files.isDirectory(capture) ? Sessions.zip(capture, folder.resolve("a.bin")) : capture;

    Told told = Told.by(CaptureFiles.open(file, CaptureKeys.NONE));

    Golden.check(Path.of("captures", name + ".wire.jsonl"), told.wireLines());
    // What notices say of such traffic is reviewed where they are made.
    String events =
        told.eventLines()
            .lines()
            .filter(line -> !line.contains("\"type\":\"notice\""))
            .collect(Collectors.joining("\n", "", "\n"));
    Golden.check(Path.of("captures", name + ".events.jsonl"), events);
    assertThat(events.lines()).allSatisfy(line -> assertThat(EventSchema.errors(line)).isEmpty());
    assertThat(told.isDamaged()).isFalse();
  }
}
