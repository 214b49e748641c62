package dev.boshtap.exporters.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.curl.CurlCommand;
import dev.boshtap.exporters.har.EntryLines;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.saz.SazOptions;
import dev.boshtap.exporters.saz.SazSink;
import dev.boshtap.exporters.store.CaptureNews;
import dev.boshtap.exporters.store.CaptureOptions;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.Rotation;
import dev.boshtap.exporters.store.StoreReader;
import dev.boshtap.exporters.table.EventTable;
import dev.boshtap.exporters.table.PollTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Every byte of a capture, as it is written, with its log, and as it is left; all that is
 * compressed in it; and every form that is exported from it.
 */
final class CaptureBytes {

  private CaptureBytes() {}

  static String of(Redactor redactor, List<Observation> traffic, Path folder) throws IOException {
    Path file = folder.resolve("capture.sqlite");
    StringBuilder bytes = new StringBuilder();
    CaptureOptions options =
        new CaptureOptions(
            "0.1.0",
            "desk",
            redactor.policy(),
            1 << 20,
            new Rotation(1 << 30, Duration.ofDays(1)),
            1 << 26);
    try (CaptureSink sink = new CaptureSink(file, options, TimeSource.SYSTEM, CaptureNews.NONE)) {
      for (Observation observation : traffic) {
        sink.accept(redactor.redact(observation));
      }
      while (sink.committed() < traffic.size()) {
        Thread.onSpinWait();
      }
      bytes.append(text(file)).append(text(folder.resolve("capture.sqlite-wal")));
    }
    return bytes + text(file) + exported(recorded(file), redactor.policy(), folder);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, ISO_8859_1);
  }

  private static List<Observation> recorded(Path file) throws IOException {
    List<Observation> recorded = new ArrayList<>();
    try (StoreReader reader = StoreReader.open(file, EventFilter.ALL, true)) {
      for (Observation next = reader.next(); next != null; next = reader.next()) {
        recorded.add(next);
      }
      recorded.addAll(reader.pending());
    }
    return recorded;
  }

  private static String exported(List<Observation> recorded, RedactionPolicy policy, Path folder)
      throws IOException {
    StringWriter text = new StringWriter();
    ByteArrayOutputStream exchanges = new ByteArrayOutputStream();
    Path saz = folder.resolve("out.saz");
    List<Sink> sinks =
        List.of(
            new PollTable(text),
            new EventTable(text),
            new EntryLines(exchanges, new HarOptions("0.1.0", ZoneOffset.UTC, policy)),
            new SazSink(saz, new SazOptions("0.1.0", ZoneOffset.UTC, policy)));
    for (Sink sink : sinks) {
      for (Observation observation : recorded) {
        sink.accept(observation);
      }
      sink.close();
    }
    for (Observation observation : recorded) {
      text.append(observation.toString());
      if (observation instanceof Observation.Finished finished) {
        text.append(CurlCommand.of(finished.exchange()));
      }
    }
    return text + exchanges.toString(UTF_8) + unzipped(saz);
  }

  private static String unzipped(Path saz) throws IOException {
    StringBuilder text = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(saz))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        text.append(entry.getName()).append(new String(zip.readAllBytes(), UTF_8));
      }
    }
    return text.toString();
  }
}
