package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with captures that are there: merged, verified, removed. */
class CaptureToolsTest {

  @TempDir Path folder;

  private static List<Observation> recording(long first) {
    List<Observation> written = new ArrayList<>();
    for (long number = first; number < first + 10; number++) {
      var event = Samples.user(Samples.context(number, number), "READY", null);
      written.add(new Observation.Happened(event));
      written.add(
          Exchanges.starting(number, number)
              .answered(number + 5, 200, "text/xml", "<body n='" + number + "'/>")
              .with(event)
              .poll("answered", false)
              .finished());
    }
    return written;
  }

  @Test
  void recordingsMergedAreReadOneBehindTheOther() throws Exception {
    Path one = folder.resolve("one.sqlite");
    Path other = folder.resolve("other.sqlite");
    Path both = folder.resolve("both.sqlite");
    Captures.write(one, recording(1));
    Captures.write(other, recording(1));

    CaptureMerge.merge(List.of(one, other), both, file -> {});

    List<Observation> read = Captures.read(both);
    assertThat(Captures.texts(read.subList(0, 20))).isEqualTo(Captures.texts(recording(1)));
    assertThat(read.subList(20, 40))
        .filteredOn(one1 -> one1 instanceof Observation.Finished)
        .extracting(finished -> ((Observation.Finished) finished).exchange().number())
        .containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
    assertThat(read.subList(20, 40))
        .filteredOn(one1 -> one1 instanceof Observation.Finished)
        .allSatisfy(
            finished ->
                assertThat(((Observation.Finished) finished).events())
                    .extracting(event -> event.context().exchange())
                    .containsExactly(((Observation.Finished) finished).exchange().number()));
    assertThat(CaptureCheck.of(both, place -> {}).isSound()).isTrue();
  }

  /** Told again when more is known of it, it is one finding; the view has what was told last. */
  @Test
  void aFindingCountsOnceHoweverOftenItIsTold() throws Exception {
    Path file = folder.resolve("a.sqlite");
    List<Observation> written = recording(1);
    for (FaultSide side : List.of(FaultSide.UNKNOWN, FaultSide.SERVER)) {
      written.add(
          new Observation.Happened(
              new Event.Found(
                  Samples.context(20, 0), Samples.finding(Finding.Severity.ERROR, side))));
    }
    Captures.write(file, written);

    try (StoreReader reader = StoreReader.open(file, EventFilter.ALL, false)) {
      assertThat(reader.info().events())
          .containsEntry("finding", 1L)
          .containsEntry("finesse.user", 10L);
      assertThat(reader.agents(5)).containsExactly("1001003");
      assertThat(reader.nodes(5)).containsExactly("/finesse/api/User/1001003");
    }
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = database.createStatement();
        var row =
            statement.executeQuery(
                "SELECT count(*), max(event->>'$.finding.side') FROM findings")) {
      assertThat(row.getInt(1)).isEqualTo(1);
      assertThat(row.getString(2)).isEqualTo("SERVER");
    }
  }

  @Test
  void aBodyThatIsDamagedIsFoundByVerifying() throws Exception {
    Path file = folder.resolve("a.sqlite");
    Captures.write(file, recording(1));
    assertThat(CaptureCheck.of(file, place -> {}))
        .isEqualTo(new CaptureCheck(file, 10, 10, List.of()));

    try (Connection database = Database.write(file)) {
      Database.run(database, "UPDATE bodies SET bytes = x'00112233' WHERE id = 13");
    }

    CaptureCheck check = CaptureCheck.of(file, place -> {});
    assertThat(check.exchanges()).isEqualTo(9);
    assertThat(check.faults()).singleElement().asString().contains("exchanges cannot be read");
  }

  @Test
  void theOldestGoFirstAndThoseBeingWrittenNever() throws Exception {
    CaptureFolder captures = new CaptureFolder(folder);
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    List<Path> files = new ArrayList<>();
    for (int days = 4; days >= 0; days--) {
      Path file = captures.newFile(now.minus(Duration.ofDays(days)), ZoneOffset.UTC, "desk 12/a");
      Files.write(file, new byte[1_000]);
      Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(days))));
      files.add(file);
    }
    assertThat(files.get(4).getFileName())
        .hasToString("boshtap-2026-11-22T10-00-00-desk_12_a.sqlite");

    WriterLock lock = WriterLock.take(files.get(0));
    try (lock) {
      assertThat(captures.prune(new Retention(3_000, Duration.ofDays(3).plusHours(1)), now, true))
          .extracting(CaptureFolder.Stored::file)
          .containsExactly(files.get(1), files.get(2));
      assertThat(captures.newest()).contains(files.get(0));
    }
    assertThat(captures.prune(new Retention(10_000, Duration.ofDays(2)), now, false))
        .extracting(CaptureFolder.Stored::file)
        .containsExactly(files.get(0));
    assertThat(files.get(0)).exists();
    assertThat(captures.newest()).contains(files.get(4));
  }
}
