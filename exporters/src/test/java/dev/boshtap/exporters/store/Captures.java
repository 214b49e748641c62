package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Captures for tests: written, read, and compared. */
final class Captures {

  static final CaptureOptions OPTIONS = options(new Rotation(1L << 40, Duration.ofDays(1)));

  private Captures() {}

  static CaptureOptions options(Rotation rotation) {
    return new CaptureOptions(
        "test", "desk-12", RedactionPolicy.SECRETS, 1 << 20, rotation, 64 << 20);
  }

  static void write(Path file, List<? extends Observation> observations) throws IOException {
    write(file, OPTIONS, observations);
  }

  static void write(Path file, CaptureOptions options, List<? extends Observation> observations)
      throws IOException {
    try (CaptureSink sink = new CaptureSink(file, options, () -> Samples.TEN, CaptureNews.NONE)) {
      for (Observation observation : observations) {
        sink.accept(observation);
      }
    }
  }

  static CaptureSink open(Path file, TimeSource time, CaptureNews news) throws IOException {
    return new CaptureSink(file, OPTIONS, time, news);
  }

  static List<Observation> read(Path file) throws IOException {
    return read(file, EventFilter.ALL);
  }

  static List<Observation> read(Path file, EventFilter filter) throws IOException {
    try (StoreReader reader = StoreReader.open(file, filter, true)) {
      return rest(reader);
    }
  }

  /** All of each observation as text, since arrays are equal to themselves only. */
  static List<String> texts(List<? extends Observation> observations) {
    return observations.stream().map(Captures::text).toList();
  }

  private static String text(Observation observation) {
    String text = observation.toString().replaceAll("\\[B@[0-9a-f]+", "bytes");
    if (observation instanceof Observation.Finished finished) {
      return text
          + new String(finished.exchange().requestBody().bytes(), ISO_8859_1)
          + new String(finished.exchange().responseBody().bytes(), ISO_8859_1);
    }
    return observation instanceof Observation.Message message
        ? text + message.message().text()
        : text;
  }

  static List<Observation> rest(StoreReader reader) throws IOException {
    List<Observation> read = new ArrayList<>();
    for (Observation next = reader.next(); next != null; next = reader.next()) {
      read.add(next);
    }
    return read;
  }
}
