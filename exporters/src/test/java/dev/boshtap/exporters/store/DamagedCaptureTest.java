package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.read.CaptureException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCaptureTest {

  private static final int EXCHANGES = 2_000;

  @TempDir Path folder;

  @Test
  void aFileCutShortGivesWhatIsLeftAndSaysWhatIsNot() throws Exception {
    Path file = folder.resolve("a.sqlite");
    List<Observation> written = new ArrayList<>();
    for (int number = 1; number <= EXCHANGES; number++) {
      written.add(
          Exchanges.starting(number, number)
              .answered(number + 1, 200, "text/plain", "answer " + number)
              .finished());
    }
    Captures.write(file, written);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() * 3 / 4);
    }

    List<Observation> read = Captures.read(file);

    List<Observation> whole =
        read.stream().filter(one -> one instanceof Observation.Finished).toList();
    assertThat(whole).hasSizeBetween(EXCHANGES / 4, EXCHANGES - 1);
    assertThat(read.stream().filter(one -> one instanceof Observation.Loss))
        .isNotEmpty()
        .allSatisfy(loss -> assertThat(loss.toString()).contains("cannot be read"));
  }

  @Test
  void whatIsNoCaptureIsRefusedInOneLine() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no capture at all".repeat(100));

    assertThat(StoreFiles.isStore(text)).isFalse();
    assertThatThrownBy(() -> StoreReader.open(text, EventFilter.ALL, false))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("not a capture");
  }

  /** As bytes that turned, or a hand, leave them: each row is told apart from all others. */
  @Test
  void rowsThatCannotBeReadCostNothingElse() throws Exception {
    Path file = folder.resolve("a.sqlite");
    List<Observation> written = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      written.add(
          Exchanges.starting(number, number).answered(number + 1, 200, "a/b", "x").finished());
    }
    written.add(new Observation.Loss(Samples.TEN, "one", 1));
    written.add(new Observation.Loss(Samples.TEN, "another", 1));
    written.add(new Observation.Held(Exchanges.starting(5, 4).open().exchange(), null));
    Captures.write(file, written);
    try (StoreReader reader = StoreReader.open(file, EventFilter.ALL, true)) {
      assertThat(reader.exchange(1)).isPresent();
      assertThat(reader.exchange(4)).isPresent();
      assertThat(reader.exchange(5)).isEmpty();
    }
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement run = database.createStatement()) {
      run.execute("UPDATE exchanges SET record = zeroblob(40) WHERE number = 2");
      run.execute("UPDATE losses SET at = '[99999999999999999,0,0]' WHERE what = 'one'");
      run.execute("UPDATE losses SET at = 'null' WHERE what = 'another'");
      run.execute("UPDATE pending SET record = zeroblob(40)");
    }

    try (StoreReader reader = StoreReader.open(file, EventFilter.ALL, true)) {
      List<Observation> read = Captures.rest(reader);
      assertThat(read).filteredOn(Observation.Finished.class::isInstance).hasSize(2);
      assertThat(read)
          .filteredOn(Observation.Loss.class::isInstance)
          .hasSize(3)
          .allSatisfy(loss -> assertThat(loss.toString()).contains("cannot be read: "));
      assertThat(reader.pending()).isEmpty();
      assertThat(reader.isDamaged()).isTrue();
    }
    assertThat(CaptureCheck.of(file, place -> {}).faults()).hasSize(4);
  }
}
