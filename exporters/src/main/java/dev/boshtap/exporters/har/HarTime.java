package dev.boshtap.exporters.har;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Times and spans as HAR files hold them. */
final class HarTime {

  /** ISO 8601, with its offset as {@code Z}, {@code +01:00} or {@code +0100}; or without one. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private HarTime() {}

  /** The instant, or null where the text is no time; without an offset it is taken as UTC. */
  static @Nullable Instant parse(String text) {
    try {
      TemporalAccessor time =
          TIME.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime exact
          ? exact.toInstant()
          : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A span in milliseconds; null where it is absent, or -1, which stands for "not known". */
  static @Nullable Duration span(JsonNode millis) {
    double value = millis.isNumber() ? millis.doubleValue() : -1;
    // Firefox and Fiddler have been seen to write nonsense for requests that slept with the
    // machine.
    return value < 0 || value > 1e12 || Double.isNaN(value)
        ? null
        : Duration.ofNanos(Math.round(value * 1e3) * 1_000);
  }
}
