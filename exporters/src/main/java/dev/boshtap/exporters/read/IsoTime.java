package dev.boshtap.exporters.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as tools write them into files: ISO 8601, with or without an offset. */
public final class IsoTime {

  /** ISO 8601, with its offset as {@code Z}, {@code +01:00} or {@code +0100}; or without one. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private IsoTime() {}

  /**
   * The instant, or null where the text is no time, or one before 1980 or after 2200, as tools
   * write for what never happened; without an offset it is taken as UTC.
   */
  public static @Nullable Instant parse(String text) {
    try {
      TemporalAccessor time =
          TIME.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
      int year = time.get(ChronoField.YEAR);
      if (year < 1980 || year > 2200) {
        return null;
      }
      return time instanceof OffsetDateTime exact
          ? exact.toInstant()
          : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
