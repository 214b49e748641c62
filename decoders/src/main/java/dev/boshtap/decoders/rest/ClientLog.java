package dev.boshtap.decoders.rest;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a desktop's log says of clocks; of all else in it only how many lines there are, since it is
 * full of names and numbers.
 *
 * @param lines how many lines it has
 * @param clocks the comparisons of clocks in it, in order, at most {@value #MOST_CLOCKS}
 */
record ClientLog(long lines, List<Event.Clock> clocks) {

  /** A desktop compares once a minute: more than a day. */
  private static final int MOST_CLOCKS = 2_000;

  ClientLog {
    clocks = List.copyOf(clocks);
  }

  /** Reads the text of {@code logData}. */
  static ClientLog read(String text, Context context) {
    List<Event.Clock> clocks = new ArrayList<>();
    long lines = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      lines++;
      // Cheap before dear: one line in a hundred compares clocks.
      ClientLogLine read =
          line.contains("Drift: ") && clocks.size() < MOST_CLOCKS ? ClientLogLine.of(line) : null;
      if (read != null && read.drift() != null) {
        clocks.add(
            new Event.Clock(
                context,
                Event.ClockSource.CLIENTLOG,
                read.client(),
                read.server(),
                read.drift(),
                null,
                read.roundTrip()));
      }
    }
    return new ClientLog(lines, clocks);
  }

  /** {@code client log, 214 lines, drift -3 ms to 12 ms, round trip up to 84 ms}. */
  String summary() {
    StringBuilder text = new StringBuilder("client log, " + lines + " lines");
    Duration least = null;
    Duration most = null;
    Duration slowest = null;
    for (Event.Clock clock : clocks) {
      Duration drift = clock.drift();
      least = drift == null || (least != null && least.compareTo(drift) <= 0) ? least : drift;
      most = larger(most, drift);
      slowest = larger(slowest, clock.roundTrip());
    }
    if (least != null && most != null) {
      text.append(", drift ").append(least.toMillis()).append(" ms to ");
      text.append(most.toMillis()).append(" ms");
    }
    if (slowest != null) {
      text.append(", round trip up to ").append(slowest.toMillis()).append(" ms");
    }
    return text.toString();
  }

  private static @Nullable Duration larger(@Nullable Duration one, @Nullable Duration other) {
    return one == null || (other != null && other.compareTo(one) > 0) ? other : one;
  }
}
