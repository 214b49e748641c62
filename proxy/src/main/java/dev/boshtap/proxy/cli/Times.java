package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Points in time as people type and read them. */
final class Times {

  static final String EXPECTED =
      "a time such as 14:30, 2026-11-22T14:30 or 2026-11-22T14:30:00Z, or a span such as 20m";

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

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

  /** To the second, by the clock on the wall: {@code 2026-11-22 15:30:00 +01:00}. */
  static String local(Instant time, ZoneId zone) {
    return LOCAL.format(time.atZone(zone));
  }

  private static Optional<Instant> as(Supplier<Instant> form) {
    try {
      return Optional.of(form.get());
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
