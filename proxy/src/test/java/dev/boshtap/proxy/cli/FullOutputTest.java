package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.proxy.app.BoshtapApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that takes nothing, as a full disk or a pipe whose reader is gone. */
class FullOutputTest {

  @ParameterizedTest
  @ValueSource(strings = {"--help", "run --show-config", "--version"})
  void aFullDiskIsOneLine(String arguments) {
    assertThat(said("No space left on device", arguments))
        .isEqualTo("3 boshtap: standard output: No space left on device\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "run --show-config"})
  void whoClosedThePipeKnowsWhy(String arguments) {
    assertThat(said("Broken pipe", arguments)).isEqualTo("3 ");
  }

  /** The exit code, and all that standard error has. */
  private static String said(String failure, String arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new DataStream(
                new OutputStream() {
                  @Override
                  public void write(int b) throws IOException {
                    throw new IOException(failure);
                  }
                }),
            new PrintStream(err, true, UTF_8),
            UTF_8,
            false,
            0);
    int exitCode = new Cli(new BoshtapApplication()).run(console, Map.of(), arguments.split(" "));
    return exitCode + " " + err.toString(UTF_8).replace("\r\n", "\n");
  }
}
