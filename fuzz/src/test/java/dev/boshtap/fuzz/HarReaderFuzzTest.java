package dev.boshtap.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.boshtap.exporters.har.HarReader;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class HarReaderFuzzTest extends CaptureFuzzTest {

  static Stream<byte[]> seeds() {
    return Seeds.hars().stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void reads(byte[] input) throws IOException {
    read(input, file -> HarReader.open(file, LIMITS));
  }
}
