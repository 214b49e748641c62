package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipe that nobody reads, as a terminal in which somebody marks text. */
class StuckOutputIT {

  private static final int PATIENCE_SECONDS = 120;

  @Test
  void recordingGoesOnThoughNobodyTakesTheEvents(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path said = folder.resolve("said.txt");
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Boshtap.jar().toString(),
                "demo",
                "--for",
                "10s",
                "--json",
                "--out",
                "out")
            .directory(folder.toFile())
            .redirectError(said.toFile())
            .start();
    try {
      assertThat(demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    } finally {
      demo.destroyForcibly();
    }

    assertThat(said)
        .content()
        .contains("standard output: nobody took the last of it")
        .contains("the simulator lost")
        .doesNotContain("NOT RECORDED")
        .doesNotContain("forwarded, not recorded");
    assertThat(EventLine.againstSchema(folder.resolve("out/events.ndjson"))).isEmpty();
    Program verify = Boshtap.run(folder, "capture", "verify", "out/capture.sqlite");
    assertThat(verify.awaitExit()).as(verify::toString).isZero();
  }
}
