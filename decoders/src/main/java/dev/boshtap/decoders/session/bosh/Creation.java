package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.event.Terms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the terms of a session from the two bodies that create it (XEP-0124, 7). */
final class Creation {

  /** Spans are unsigned shorts in the schema of XEP-0124, 20. */
  private static final long MOST_SECONDS = 65_535;

  private Creation() {}

  /**
   * The terms.
   *
   * @param request the client's, or null where it could not be read
   */
  static Terms terms(@Nullable BoshBody request, BoshBody answer) {
    return request == null
        ? new Terms(null, granted(answer), null)
        : new Terms(asked(request), granted(answer), ClientLibrary.of(request));
  }

  private static Terms.Asked asked(BoshBody request) {
    return new Terms.Asked(
        inRange(request.waitTime()), request.hold(), request.ver(), request.attribute("to"));
  }

  private static Terms.Granted granted(BoshBody answer) {
    return new Terms.Granted(
        inRange(answer.waitTime()),
        answer.hold(),
        inRange(answer.inactivity()),
        answer.requests(),
        inRange(answer.polling()),
        inRange(answer.maxpause()));
  }

  private static @Nullable Duration inRange(@Nullable Duration span) {
    return span == null || span.isNegative() || span.toSeconds() > MOST_SECONDS ? null : span;
  }
}
