package dev.boshtap.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedEventsTest {

  private static final String EVENT = "{\"v\":1,\"type\":\"finesse.user\",\"state\":\"READY\"}\n";
  private static final String SESSION =
      "{\"v\":1,\"type\":\"bosh.session\",\"change\":\"created\"}\n";
  private static final String WHOLE =
      "{\"v\":1,\"type\":\"proxy.loss\",\"what\":\"exchanges forwarded and not recorded\",\"count\":7}\n";
  private static final String PART =
      "{\"v\":1,\"type\":\"proxy.loss\",\"what\":\"bytes of exchange 9 forwarded and not recorded\",\"count\":1400}\n";

  @Test
  void eachCountBeginsWhereTheLastOneEnded(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("events.ndjson"), SESSION + EVENT + EVENT);
    Recorded events = new RecordedEvents(file);

    assertThat(events.next()).isEqualTo(new Recorded.Count(2, 1, 0));
    Files.writeString(file, WHOLE + EVENT + PART, StandardOpenOption.APPEND);
    assertThat(events.next()).isEqualTo(new Recorded.Count(1, 0, 8));
    assertThat(events.next()).isEqualTo(new Recorded.Count(0, 0, 0));
  }
}
