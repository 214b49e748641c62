package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final String LONG =
      "export boshtap-2026-11-22T10-00-00-a-long-host-name-part12.sqlite";

  private static String shown(int width, String what) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, UTF_8);
    try (Progress progress =
        new Progress(
            new Console(InputStream.nullInputStream(), out, out, UTF_8, false, width), what, 3)) {
      long end = System.nanoTime() + 10_000_000_000L;
      while (bytes.size() == 0 && width > 0 && System.nanoTime() < end) {
        progress.at(1);
        out.flush();
      }
    }
    out.flush();
    return bytes.toString(UTF_8);
  }

  @Test
  void aLineFitsTheTerminalAndGoesAway() {
    assertThat(shown(80, LONG).split("\r", -1))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("export boshtap-20..")
                    .contains("part12.sqlite [#######.............]  33%"));
  }

  @Test
  void withoutATerminalNothingIsShown() {
    assertThat(shown(0, LONG)).isEmpty();
  }
}
