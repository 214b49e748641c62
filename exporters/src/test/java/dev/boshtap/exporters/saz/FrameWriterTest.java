package dev.boshtap.exporters.saz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.exporters.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FrameWriterTest {

  /** A thousand agents have a thousand WebSockets open all day. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a process cannot list its open files")
  void messagesOfHoursTakeNoOpenFile() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (FrameWriter frames = new FrameWriter(ZoneOffset.UTC, Samples.TEN)) {
      for (int i = 0; i < 100; i++) {
        byte[] payload = (i + " " + "x".repeat(1_000)).getBytes(UTF_8);
        frames.write(
            new Observation.Message(
                Samples.at(i),
                1,
                new SocketMessage(
                    Side.SERVER,
                    SocketMessage.TEXT,
                    payload,
                    0,
                    payload.length,
                    1,
                    false,
                    Set.of())));
      }
      assertThat(openFrames()).isZero();
      frames.copyTo(all);
    }

    assertThat(all.toString(UTF_8).lines().filter(line -> line.startsWith("ID: ")).toList())
        .hasSize(100)
        .endsWith("ID: 100");
  }

  private static long openFrames() throws IOException {
    long open = 0;
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        open += Files.isSymbolicLink(file) && target(file).contains("_w.txt") ? 1 : 0;
      }
    }
    return open;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // It was closed meanwhile.
    }
  }
}
