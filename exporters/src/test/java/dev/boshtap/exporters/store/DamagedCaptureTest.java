package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.read.CaptureException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
}
