package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.wire.Ending;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a request to the BOSH endpoint.
 *
 * @param outcome what became of it, or null when it was answered well and in time
 * @param reason what was wrong with the answer, or null
 */
record Verdict(Event.@Nullable Outcome outcome, @Nullable String reason) {

  /** Answered well, in time. */
  static final Verdict ANSWERED = new Verdict(null, null);

  /**
   * The verdict on a request that has ended.
   *
   * <p>What boshtap's own stop cut off within its time is no fault of anybody, so pending; what was
   * overdue by then is not excused by it. A fault of the answer weighs more than its being late.
   *
   * @param held how long it was open
   * @param allowed how long it may be open: the granted wait and the margin
   */
  static Verdict ofEnded(Answer answer, Ending ending, Duration held, Duration allowed) {
    boolean inTime = held.compareTo(allowed) <= 0;
    if (inTime && ending instanceof Ending.ByProxy own && own.reason() == Ending.Reason.SHUTDOWN) {
      return new Verdict(Event.Outcome.PENDING, null);
    }
    if (answer instanceof Answer.None) {
      return new Verdict(Event.Outcome.UNANSWERED, null);
    }
    if (answer.fault() != null) {
      return new Verdict(Event.Outcome.ERROR, answer.fault());
    }
    return inTime ? ANSWERED : new Verdict(Event.Outcome.LATE, null);
  }

  /** The verdict on a request that is still open. */
  static Verdict ofOpen(Duration held, Duration allowed) {
    return new Verdict(
        held.compareTo(allowed) <= 0 ? Event.Outcome.PENDING : Event.Outcome.OVERDUE, null);
  }

  /** {@code answered}, or the outcome's word. */
  String word() {
    return outcome == null ? "answered" : outcome.name().toLowerCase(Locale.ROOT);
  }
}
