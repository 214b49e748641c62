package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packed program, as it is unpacked and started on Linux and macOS. */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "the shell's launcher")
class LauncherIT {

  private static final Pattern PREPARING = Pattern.compile("preparing for quick starts");

  /** Fails a start that does without the archive, or with a part of it. */
  private static final String ARCHIVE_DEMANDED = "-Xshare:on";

  /** What reads JSON into records, XML or YAML. */
  private static final Pattern NOT_AT_THE_START =
      Pattern.compile(
          " (tools\\.jackson\\.databind\\.ObjectMapper|com\\.sun\\.org\\.apache\\.xerces|org\\.snakeyaml)");

  /**
   * So many classes of a start may stand outside the archive. Java 24 and later take in none that
   * are in the format of Java 5, as picocli's and most of BouncyCastle's are.
   */
  private static final int NOT_ARCHIVED = Runtime.version().feature() < 24 ? 300 : 600;

  @TempDir private Path folder;
  private Path lib;

  @BeforeEach
  void unpack() throws IOException {
    URI packed = URI.create("jar:" + Boshtap.jar().resolveSibling("dist.zip").toUri());
    try (FileSystem zip =
            FileSystems.newFileSystem(packed, Map.of("enablePosixFileAttributes", true));
        Stream<Path> files = Files.walk(zip.getPath("/boshtap"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path to = folder.resolve(zip.getPath("/").relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
          Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(file));
        }
      }
    }
    lib = folder.resolve("boshtap/lib");
  }

  @Test
  void theFirstStartPreparesTheLaterOnes() throws IOException {
    // What the user has set is not for the start that prepares, neither what works nor what does
    // not.
    Map<String, String> wrong = Map.of("BOSHTAP_POLLS_MARGIN", "never");
    try (Program first = launch(wrong, "run", "--for", "1ms")) {
      assertThat(first.awaitExit()).as(first.toString()).isEqualTo(2);
      assertThat(first.err()).filteredOn(PREPARING.asPredicate()).hasSize(1);
    }
    assertThat(made()).hasSize(1).allMatch(name -> name.endsWith(".jsa"));

    Path loaded = folder.resolve("loaded");
    Map<String, String> elsewhere =
        Map.of(
            "BOSHTAP_JAVA_OPTIONS",
            ARCHIVE_DEMANDED + " -Xlog:class+load:file=" + loaded,
            "TZ",
            "Asia/Tokyo");
    try (Program second = launch(elsewhere, "run", "--listen", "127.0.0.1:0", "--for", "1ms")) {
      assertThat(second.awaitExit()).as(second.toString()).isZero();
      assertThat(second.err()).noneMatch(PREPARING.asPredicate());
    }
    assertThat(made()).as("the same, in whatever zone").hasSize(1);
    // What takes long to load is left until something is to be said in it.
    assertThat(Files.readAllLines(loaded))
        .as("classes of a start")
        .anyMatch(line -> line.contains("dev.boshtap.proxy.observe.ObserverThread "))
        .noneMatch(line -> NOT_AT_THE_START.matcher(line).find())
        .filteredOn(line -> !line.contains("shared objects file"))
        .as("not in the archive")
        .hasSizeLessThan(NOT_ARCHIVED);
  }

  @Test
  void whatIsStoppedWhilePreparingLeavesNothing() throws IOException {
    try (Program first = launch(Map.of(), "run", "--listen", "127.0.0.1:0")) {
      first.awaitLine(PREPARING);
      first.terminate();
      assertThat(first.awaitExit()).as(first.toString()).isEqualTo(3);
    }

    assertThat(made()).isEmpty();
  }

  @Test
  void whereItMayNotWriteItStartsWithoutAnArchive() throws IOException {
    Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));

    List<String> command = new ArrayList<>(Boshtap.asOrdinaryUser());
    command.addAll(command("run", "--listen", "127.0.0.1:0", "--for", "1ms"));
    try (Program run = Program.start(folder, environment(Map.of()), command)) {
      assertThat(run.awaitExit()).as(run.toString()).isZero();
      assertThat(run.err()).noneMatch(PREPARING.asPredicate());
    }
    assertThat(made()).isEmpty();
  }

  private Program launch(Map<String, String> variables, String... arguments) {
    return Program.start(folder, environment(variables), command(arguments));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("boshtap/bin/boshtap").toString());
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--home", folder.resolve("home").toString()));
    return command;
  }

  private static Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return environment;
  }

  /** What lies beside the jar and did not come with it. */
  private List<String> made() throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("boshtap.jar") && !name.equals("java.options"))
          .toList();
    }
  }
}
