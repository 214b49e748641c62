package dev.boshtap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.boshtap.exporters.logs.LogFolder;
import dev.boshtap.exporters.read.CaptureLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs of whatever packing: each is read as far as it goes, and nothing is thrown. */
class LogFolderFuzzTest {

  private static final CaptureLimits LIMITS = new CaptureLimits(16 << 20, 1 << 20, 1 << 16);

  private static Path file = Path.of("");

  static Stream<byte[]> seeds() {
    return Seeds.logs().stream();
  }

  @BeforeAll
  static void makeFile() throws IOException {
    file = Files.createTempFile("boshtap-", ".fuzz");
  }

  @AfterAll
  static void removeFile() throws IOException {
    Files.delete(file);
  }

  @MethodSource("seeds")
  @FuzzTest
  void reads(byte[] input) throws IOException {
    Files.write(file, input);
    long[] lines = {0};
    new LogFolder(ZoneOffset.UTC, LIMITS, line -> lines[0]++, (name, why) -> {}).read(file);
    if (lines[0] > LIMITS.unpacked() / 24) {
      throw new IllegalStateException(lines[0] + " lines of " + input.length + " bytes");
    }
  }
}
