package dev.boshtap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.boshtap.exporters.saz.SazReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.provider.MethodSource;

class SazReaderFuzzTest extends CaptureFuzzTest {

  /** What stands between the parts of one session where they are fuzzed without a ZIP around. */
  private static final byte SEPARATOR = 0x1e;

  static Stream<byte[]> seeds() {
    return Seeds.archives().stream();
  }

  static Stream<byte[]> sessions() {
    return Seeds.sessions(SEPARATOR).stream();
  }

  /** The archive itself: its table of contents, packing, encryption. */
  @MethodSource("seeds")
  @FuzzTest
  void reads(byte[] input) throws IOException {
    read(
        input,
        file -> SazReader.open(file, (path, attempt) -> Optional.of("x".toCharArray()), LIMITS));
  }

  /** What is in it, which a fuzzer would not find its way to through checksums. */
  @MethodSource("sessions")
  @FuzzTest
  void readsWhatIsInIt(byte[] input) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.setLevel(0);
      String[] parts = {"c.txt", "s.txt", "m.xml", "w.txt"};
      int from = 0;
      for (int part = 0; from <= input.length && part < 12; part++) {
        int to = from;
        while (to < input.length && input[to] != SEPARATOR) {
          to++;
        }
        zip.putNextEntry(new ZipEntry("raw/" + (1 + part / 4) + "_" + parts[part % 4]));
        zip.write(input, from, to - from);
        zip.closeEntry();
        from = to + 1;
      }
    }
    read(
        archive.toByteArray(),
        file -> SazReader.open(file, (path, attempt) -> Optional.empty(), LIMITS));
  }
}
