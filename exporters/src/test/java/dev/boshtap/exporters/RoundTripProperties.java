package dev.boshtap.exporters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.har.HarSink;
import dev.boshtap.exporters.json.EventLines;
import dev.boshtap.exporters.open.CaptureFiles;
import dev.boshtap.exporters.open.CaptureKeys;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
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
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What the observer says of a file of ours is, field for field, what it said of the traffic: of
 * exchanges that overlap, on clocks that disagree, packed or not, redacted or not.
 */
class RoundTripProperties {

  private static final Pattern EVENTS_OF_ENTRY = Pattern.compile(",\"_events\":\\[.*");

  private static void check(long seed, Redactor redactor, Path file, Sink sink) throws IOException {
    Day day = new Day(seed);
    List<WireEvent> wire = day.play();
    List<Observation> live =
        Told.observed(wire, day.over(wire)).stream().map(redactor::redact).toList();
    give(live, sink);

    Told told = Told.by(CaptureFiles.open(file, CaptureKeys.NONE));

    assertThat(told.isDamaged()).isFalse();
    assertThat(told.eventLines().lines().toList())
        .isEqualTo(Told.eventLines(live).lines().toList());
  }

  @Property(tries = 60)
  void aHarTellsWhatTheTrafficTold(@ForAll long seed, @ForAll RedactionPolicy policy)
      throws IOException {
    Path file = Files.createTempFile("boshtap-", ".har");
    try {
      HarOptions options = new HarOptions("0.1.0", ZoneOffset.UTC, policy);
      check(seed, Redactor.of(policy, Set.of()), file, new HarSink(file, options));
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 60)
  void anArchiveTellsWhatTheTrafficTold(@ForAll long seed, @ForAll RedactionPolicy policy)
      throws IOException {
    Path file = Files.createTempFile("boshtap-", ".saz");
    try {
      SazOptions options = new SazOptions("0.1.0", ZoneOffset.ofHours(1), policy);
      check(seed, Redactor.of(policy, Set.of()), file, new SazSink(file, options));
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Byte for byte: what is exported from a capture is what would have been written meanwhile. But
   * an entry of a HAR may hold more events: a live one has those that were known when it ended, a
   * capture all that were said of it.
   */
  @Property(tries = 20)
  void aCaptureGivesTheFilesThatTheTrafficGave(@ForAll long seed, @ForAll RedactionPolicy policy)
      throws IOException {
    Path folder = Files.createTempDirectory("boshtap-");
    try {
      Day day = new Day(seed);
      List<WireEvent> wire = day.play();
      Redactor redactor = Redactor.of(policy, Set.of());
      List<Observation> live =
          Told.observed(wire, day.over(wire)).stream().map(redactor::redact).toList();
      Path capture = folder.resolve("a.sqlite");
      CaptureOptions options =
          new CaptureOptions(
              "0.1.0", "desk", policy, 1 << 20, new Rotation(1 << 30, Duration.ofDays(1)), 1 << 26);

      give(live, new CaptureSink(capture, options, TimeSource.SYSTEM, CaptureNews.NONE));

      assertThat(files(recorded(capture), policy, folder).lines().toList())
          .isEqualTo(files(live, policy, folder).lines().toList());
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static List<Observation> recorded(Path capture) throws IOException {
    List<Observation> recorded = new ArrayList<>();
    try (StoreReader reader = StoreReader.open(capture, EventFilter.ALL, true)) {
      for (Observation next = reader.next(); next != null; next = reader.next()) {
        recorded.add(next);
      }
    }
    return recorded;
  }

  /** A HAR, the events, and the tables. */
  private static String files(List<Observation> traffic, RedactionPolicy policy, Path folder)
      throws IOException {
    Path har = folder.resolve("a.har");
    give(traffic, new HarSink(har, new HarOptions("0.1.0", ZoneOffset.UTC, policy)));
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    give(traffic, new EventLines(events));
    StringWriter tables = new StringWriter();
    give(traffic, new PollTable(tables));
    give(traffic, new EventTable(tables));
    String entries = EVENTS_OF_ENTRY.matcher(Files.readString(har)).replaceAll("");
    return entries + events.toString(UTF_8) + tables;
  }

  private static void give(List<Observation> traffic, Sink sink) throws IOException {
    try (sink) {
      for (Observation observation : traffic) {
        sink.accept(observation);
      }
    }
  }
}
