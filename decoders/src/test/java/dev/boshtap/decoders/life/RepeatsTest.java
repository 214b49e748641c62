package dev.boshtap.decoders.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RepeatsTest {

  private static final Moment START = Moment.of(Instant.parse("2026-11-22T10:00:00Z"));
  private static final Duration MEMORY = Duration.ofMinutes(5);
  private static final Duration INSTANT = Duration.ofNanos(1);

  private final Repeats repeats = new Repeats(1_000);
  private long exchanges;

  @Test
  void anItemIsKnownAgainInItsOwnSessionOnly() {
    assertThat(comes("s1", "i1", Duration.ZERO)).isFalse();
    assertThat(comes("s2", "i1", Duration.ZERO)).isFalse();
    assertThat(comes("s1", "i1", INSTANT)).isTrue();
  }

  /** Another desktop begins, which is when what is old goes. */
  @Test
  void aSessionIsRememberedForFiveMinutes() {
    comes("s1", "i1", Duration.ZERO);
    comes("s2", "i2", MEMORY);

    assertThat(comes("s1", "i1", MEMORY)).isTrue();
  }

  @Test
  void aSessionIsForgottenAfterFiveMinutes() {
    comes("s1", "i1", Duration.ZERO);
    comes("s2", "i2", MEMORY.plus(INSTANT));

    assertThat(comes("s1", "i1", MEMORY.plus(INSTANT))).isFalse();
  }

  @Test
  void theFiveMinutesBeginWithItsLastItem() {
    comes("s1", "i1", Duration.ZERO);
    comes("s1", "i2", MEMORY);
    comes("s2", "i3", MEMORY.multipliedBy(2));

    assertThat(comes("s1", "i1", MEMORY.multipliedBy(2))).isTrue();
    assertThat(comes("s1", "i2", MEMORY.multipliedBy(2))).isTrue();
  }

  @Test
  void whoIsToldOfThingsAllDayKeepsNobodyElseInMind() {
    comes("s1", "i1", Duration.ZERO);
    comes("day", "i2", Duration.ZERO);
    comes("day", "i3", MEMORY);
    comes("s2", "i4", MEMORY.plus(INSTANT));

    assertThat(comes("s1", "i1", MEMORY.plus(INSTANT))).isFalse();
    assertThat(comes("day", "i2", MEMORY.plus(INSTANT))).isTrue();
  }

  /** Whether that is a repeat. */
  private boolean comes(String sid, String itemId, Duration later) {
    Connection connection = new Connection(1, new HostPort("fin.example", 7443), "127.0.0.1:50000");
    Context context =
        new Context(START.plus(later), connection, ++exchanges, "1001003", null, sid, null);
    Event.Item item = new Event.Item("/finesse/api/User/1001003", itemId, "PUT", null, null);
    return repeats.isRepeat(
        new Event.Finesse(
            context, Event.Subject.USER, item, null, Event.Fields.NONE, null, Life.NONE));
  }
}
