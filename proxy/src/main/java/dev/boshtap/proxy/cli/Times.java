package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Points in time as people type them. */
final class Times {

  static final String EXPECTED =
      "a time such as 14:30, 2026-11-22T14:30 or 2026-11-22T14:30:00Z, or a span such as 20m";

  private Times() {}

  /**
   * Reads a time of day (today's), a date, a date with a time, either with an offset or in {@code
   * zone}; or a span, which is that long ago.
   *
   * @throws IllegalArgumentException naming the text and what was expected
   */
  static Instant parse(String text, Instant now, ZoneId zone) {
    List<Supplier<Instant>> forms =
        List.of(
            () -> OffsetDateTime.parse(text).toInstant(),
            () -> LocalDateTime.parse(text).atZone(zone).toInstant(),
            () -> LocalDate.parse(text).atStartOfDay(zone).toInstant(),
            () ->
                LocalTime.parse(text)
                    .atDate(LocalDate.ofInstant(now, zone))
                    .atZone(zone)
                    .toInstant(),
            () -> now.minus(Durations.parse(text)));
    for (Supplier<Instant> form : forms) {
      Optional<Instant> time = as(form);
      if (time.isPresent()) {
        return time.get();
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")");
  }

  private static Optional<Instant> as(Supplier<Instant> form) {
    try {
      return Optional.of(form.get());
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
