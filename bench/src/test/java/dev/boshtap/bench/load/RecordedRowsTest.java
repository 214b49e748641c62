package dev.boshtap.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.bench.decode.DecodeBenchmark;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.store.CaptureNews;
import dev.boshtap.exporters.store.CaptureOptions;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.Rotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRowsTest {

  private static final CaptureOptions OPTIONS =
      new CaptureOptions(
          "test",
          "desk-12",
          RedactionPolicy.PERSONAL,
          1 << 20,
          new Rotation(1L << 40, Duration.ofDays(1)),
          64 << 20);

  private final DecodeBenchmark traffic = new DecodeBenchmark();

  @Test
  void eachCountBeginsWhereTheLastOneEnded(@TempDir Path folder) throws IOException {
    RecordedRows rows = new RecordedRows(Files.createDirectory(folder.resolve("captures")));
    assertThat(rows.next()).isEqualTo(new Recorded.Count(0, 0, 0));

    Path file = folder.resolve("captures/a.sqlite");
    try (CaptureSink capture =
        new CaptureSink(file, OPTIONS, TimeSource.SYSTEM, CaptureNews.NONE)) {
      poll(capture);
      poll(capture);
    }
    assertThat(rows.next()).isEqualTo(new Recorded.Count(2, 0, 0));
    assertThat(rows.next()).isEqualTo(new Recorded.Count(0, 0, 0));
  }

  private void poll(CaptureSink capture) throws IOException {
    for (Observation observation : traffic.observe()) {
      capture.accept(observation);
    }
  }
}
