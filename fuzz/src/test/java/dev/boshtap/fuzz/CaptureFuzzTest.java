package dev.boshtap.fuzz;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.read.CaptureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Files of others, from their first byte to what the observer makes of them: refused in one line,
 * or read to the end in order of time.
 */
abstract class CaptureFuzzTest {

  /** Small ones, so that what grows is found out. */
  static final CaptureLimits LIMITS = new CaptureLimits(16 << 20, 1 << 20, 1 << 16);

  private static Path file = Path.of("");

  @BeforeAll
  static void makeFile() throws IOException {
    file = Files.createTempFile("boshtap-", ".fuzz");
  }

  @AfterAll
  static void removeFile() throws IOException {
    Files.delete(file);
  }

  /** Opens a file with the reader in question. */
  interface Opening {
    CaptureReader open(Path file) throws IOException;
  }

  static void read(byte[] input, Opening opening) throws IOException {
    Files.write(file, input);
    Observer observer = new Observer(Limits.DEFAULTS);
    try (CaptureReader reader = opening.open(file)) {
      Moment last = null;
      long events = 0;
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        if (last != null && event.at().compareTo(last) < 0) {
          throw new IllegalStateException(event + " after " + last);
        }
        if (++events > 20L * input.length + 1_000) {
          throw new IllegalStateException(events + " events of " + input.length + " bytes");
        }
        last = event.at();
        observer.on(event);
      }
      observer.finish(reader.end().orElse(Moment.of(Instant.EPOCH)));
      reader.losses();
    } catch (CaptureException e) {
      if (e.getMessage().lines().count() != 1) {
        throw new IllegalStateException("not one line: " + e.getMessage(), e);
      }
    }
  }
}
