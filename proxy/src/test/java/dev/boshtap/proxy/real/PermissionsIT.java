package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user may not do is one line that says so, and exit code 3, whatever the command. */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "no POSIX modes there")
class PermissionsIT {

  /** A folder that may be read and not written, and a file that may not be read. */
  private static final String LOCKED = "locked";

  private static final String SEALED = "sealed";

  static Stream<String> whatMayNotBeWritten() {
    return Stream.of(
        "run --listen 127.0.0.1:0 --har locked/capture.har",
        "run --listen 127.0.0.1:0 --events locked/events.ndjson",
        "run --listen 127.0.0.1:0 --home locked/home",
        "run --listen 127.0.0.1:0 --keylog locked/keys",
        "demo --for 2s --out locked/out",
        "ca export --format pem -o locked/ca.pem");
  }

  @ParameterizedTest
  @MethodSource
  void whatMayNotBeWritten(String commandLine, @TempDir Path folder) throws IOException {
    Path locked = Files.createDirectory(folder.resolve(LOCKED));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
    saysPermissionDenied(commandLine, LOCKED, folder);
    assertThat(locked).isEmptyDirectory();
  }

  static Stream<String> whatMayNotBeRead() {
    return Stream.of(
        "run --listen 127.0.0.1:0 --config sealed",
        "open sealed",
        "nodes sealed",
        "redact sealed -o redacted.har");
  }

  @ParameterizedTest
  @MethodSource
  void whatMayNotBeRead(String commandLine, @TempDir Path folder) throws IOException {
    Path sealed = Files.writeString(folder.resolve(SEALED), "{}");
    Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("---------"));
    saysPermissionDenied(commandLine, SEALED, folder);
  }

  private static void saysPermissionDenied(String commandLine, String place, Path folder) {
    String home = commandLine.contains("--home") ? "" : " --home home";
    boolean keepsState = Stream.of("run", "demo", "ca").anyMatch(commandLine::startsWith);
    Program program =
        Boshtap.runAsOrdinaryUser(folder, (commandLine + (keepsState ? home : "")).split(" "));
    assertThat(program.awaitExit()).as(program::toString).isEqualTo(3);
    assertThat(program.err())
        .as(program::toString)
        .filteredOn(line -> line.contains("permission denied"))
        .singleElement()
        .asString()
        .contains(place);
  }
}
