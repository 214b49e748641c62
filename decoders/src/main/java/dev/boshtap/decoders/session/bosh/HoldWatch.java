package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.session.Recurrence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches how long polls are held: answered with nothing long before their wait is over, something
 * between shortens them; long after it, something between keeps the answers back.
 */
final class HoldWatch {

  private final SignLimits limits;
  private int inARow;
  private Duration shortest = Duration.ZERO;
  private Duration longest = Duration.ZERO;
  private long firstExchange;
  private boolean told;
  private final Recurrence slow = new Recurrence();

  HoldWatch(SignLimits limits) {
    this.limits = limits;
  }

  /** A poll that was alone was answered with nothing. */
  void answeredIdle(Duration held, Duration grantedWait, Context context, List<Event> events) {
    if (grantedWait.isZero()) {
      return;
    }
    if (held.toMillis() * 100 >= grantedWait.toMillis() * limits.earlyShare()) {
      fullLength(context, events);
      return;
    }
    inARow++;
    if (inARow == 1) {
      shortest = held;
      longest = held;
      firstExchange = context.exchange();
    }
    shortest = held.compareTo(shortest) < 0 ? held : shortest;
    longest = held.compareTo(longest) > 0 ? held : longest;
    if (inARow == limits.earlyAnswers() && !told) {
      told = true;
      events.add(
          Notices.of(
                  context,
                  Sign.POLLS_SHORTENED,
                  "%d polls in a row were answered with nothing after %s to %s (wait %s)"
                      .formatted(
                          inARow,
                          Notices.seconds(shortest),
                          Notices.seconds(longest),
                          Notices.seconds(grantedWait)))
              .shownBy(firstExchange)
              .toEvent());
    }
  }

  /** A poll is open for longer than its wait, though not overdue yet. */
  Optional<Event> slow(Duration grantedWait, Duration held, Context context) {
    if (!slow.isWorthTelling()) {
      return Optional.empty();
    }
    String over = Notices.seconds(held.minus(grantedWait));
    return Optional.of(
        Notices.of(
                context,
                Sign.POLL_SLOW,
                "a poll is open %s longer than its wait of %s%s"
                    .formatted(over, Notices.seconds(grantedWait), slow.again()))
            .toEvent());
  }

  private void fullLength(Context context, List<Event> events) {
    if (told) {
      events.add(
          Notices.of(
                  context,
                  Sign.POLLS_HELD_AGAIN,
                  "a poll was held for its whole wait again, after %d that were not"
                      .formatted(inARow))
              .toEvent());
    }
    told = false;
    inARow = 0;
  }
}
