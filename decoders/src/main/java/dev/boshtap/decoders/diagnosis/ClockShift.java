package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a capture's clock lacks to be the servers': by SystemInfo calls, which tell to the
 * millisecond, else by the {@code Date} of answers (RFC 9110, 6.6.1), which tell to the second. So
 * captures of several machines can be told by one clock.
 */
public final class ClockShift {

  private static final int MOST = 1_000;
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private final List<Duration> compared = new ArrayList<>();
  private final List<Duration> dates = new ArrayList<>();

  /** Nothing compared yet. */
  public ClockShift() {}

  /** Takes the next observation of the capture. */
  public void on(Observation observation) {
    if (observation instanceof Observation.Happened happened
        && happened.event() instanceof Event.Clock clock) {
      Duration drift = clock.serverDrift();
      if (drift != null && compared.size() < MOST) {
        compared.add(drift);
      }
    } else if (observation instanceof Observation.Finished finished && dates.size() < MOST) {
      date(finished.exchange());
    }
  }

  private void date(Exchange exchange) {
    Moment answered = exchange.responseStarted();
    if (answered == null || exchange.response() == null) {
      return;
    }
    exchange
        .response()
        .header("Date")
        .ifPresent(
            text -> {
              try {
                Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
                dates.add(Duration.between(answered.wall(), date.plus(HALF_A_SECOND)));
              } catch (DateTimeException e) {
                // A date in another form says nothing here.
              }
            });
  }

  /** The median of what was compared; zero where nothing was. */
  public Duration shift() {
    List<Duration> some = compared.isEmpty() ? dates : compared;
    return some.isEmpty()
        ? Duration.ZERO
        : some.stream().sorted().skip(some.size() / 2).findFirst().orElse(Duration.ZERO);
  }
}
