package dev.boshtap.decoders.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NoticesTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.0004S, less than 1 ms",
    "PT0.0014S, 1 ms",
    "PT0.099S, 99 ms",
    "PT0.1S, 0.1 s",
    "PT30S, 30 s",
    "PT30.04S, 30.0 s",
    "PT110.4S, 110 s",
    "-PT2.5S, -2.5 s"
  })
  void aSpanIsSaidAsAPersonSaysIt(Duration span, String said) {
    assertThat(Notices.seconds(span)).isEqualTo(said);
  }
}
