package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.bosh.BoshReading;
import org.jspecify.annotations.Nullable;

/** What came back for a request to the BOSH endpoint. */
sealed interface Answer {

  /** What it says, if it is a BOSH body. */
  default @Nullable BoshBody body() {
    return null;
  }

  /** What was wrong with it, or null. */
  default @Nullable String fault() {
    return null;
  }

  /** No answer's status ever came from the server. */
  record None() implements Answer {}

  /** A BOSH body that says no error. */
  record Good(BoshBody body) implements Answer {}

  /** A BOSH body that says an error: recoverable, or the end of the session (XEP-0124, 17). */
  record Refusal(BoshBody body, String fault) implements Answer {}

  /**
   * Another status than 200, no BOSH body, or cut on the wire.
   *
   * @param whole whether it came whole on the wire
   * @param instead what stood where BOSH was expected, or null where that was not looked at
   */
  record Bad(String fault, boolean whole, BoshReading.@Nullable NotBosh instead)
      implements Answer {}

  /**
   * It came whole on the wire, and our copy of it did not: nothing can be said against it.
   *
   * @param why what is missing of the copy
   */
  record Unseen(String why) implements Answer {}
}
