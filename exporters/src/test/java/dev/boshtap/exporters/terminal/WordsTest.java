package dev.boshtap.exporters.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.exporters.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "999, 999ms",
    "1000, 1.0s",
    "30015, 30.0s",
    "99949, 99.9s",
    "99950, 99s",
    "130000, 130s",
    "599999, 599s",
    "725000, 12m05s",
    "28800000, 8h00m",
  })
  void spansFitSixLetters(long millis, String word) {
    assertThat(Words.span(Duration.ofMillis(millis))).isEqualTo(word).hasSizeLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "57, 57", "99999, 99999", "130000, 130k", "104857600, 104.9M"})
  void sizesFitSixLetters(long bytes, String word) {
    assertThat(Words.size(bytes)).isEqualTo(word).hasSizeLessThanOrEqualTo(6);
  }

  static List<Ending> endings() {
    return Samples.endings();
  }

  @ParameterizedTest
  @MethodSource("endings")
  void anEndingBeginsWithWho(Ending ending) {
    String who =
        switch (ending.endedBy().orElse("")) {
          case "proxy" -> "boshtap";
          case "network" -> ((Ending.Network) ending).leg().word() + " leg";
          case "" -> ending.text();
          default -> ending.endedBy().orElseThrow();
        };

    assertThat(Words.ending(ending)).startsWith(who);
  }

  @Test
  void aResetIsToldFromAClose() {
    assertThat(Samples.endings())
        .filteredOn(Ending.Closed.class::isInstance)
        .extracting(Words::ending)
        .containsExactly(
            "client closed (no close_notify)",
            "client closed",
            "client reset",
            "client reset",
            "server closed (no close_notify)",
            "server closed",
            "server reset",
            "server reset");
  }
}
