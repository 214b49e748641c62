package dev.boshtap.decoders.session.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PollClockTest {

  private final PollClock clock = new PollClock();
  private final Moment start = Moment.of(Instant.parse("2026-11-22T10:00:00Z"));

  @Test
  void givesWhatIsDueSoonestFirstAndOnce() {
    clock.start(at(3), 30);
    clock.start(at(1), 10);
    clock.start(at(2), 20);
    clock.start(at(2), 21);
    clock.start(at(9), 90);

    assertThat(clock.due(at(4))).containsExactly(10L, 20L, 21L, 30L);
    assertThat(clock.due(at(4))).isEmpty();
    assertThat(clock.due(at(10))).containsExactly(90L);
  }

  @Test
  void aDeadlineIsNotOverdueWhileItIsNow() {
    clock.start(at(1), 10);
    assertThat(clock.due(at(1))).isEmpty();
    assertThat(clock.due(at(1).plus(Duration.ofNanos(1)))).containsExactly(10L);
  }

  @Test
  void whatIsStoppedIsForgotten() {
    clock.start(at(1), 10);
    clock.start(at(1), 11);
    clock.stop(at(1), 10);
    assertThat(clock.due(at(2))).containsExactly(11L);
  }

  private Moment at(long seconds) {
    return start.plus(Duration.ofSeconds(seconds));
  }
}
