package dev.boshtap.decoders.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log that the desktop writes:
 *
 * <pre>
 * 2026-11-22T10:00:04.586 -05:00: : fin.example: Nov 22 2026 09:00:04.577 -0600: Header : ...
 * </pre>
 *
 * @param client when, by the desktop's clock
 * @param session the session's key, empty where there is none
 * @param host the server that the desktop is signed in to
 * @param server the same moment by the server's clock, as the desktop reckons; null before it knows
 * @param message what the desktop says
 */
public record ClientLogLine(
    Instant client, String session, String host, @Nullable Instant server, String message) {

  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) ([+-]\\d\\d:\\d\\d): "
              + "([^:]{0,100}): ?([^ :]{0,255}): "
              + "(?:([A-Z][a-z]{2} \\d{1,2} \\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [+-]\\d{4})"
              + "|-[- :.]{10,60}): (.*)");

  private static final Pattern DRIFT = Pattern.compile("Drift: (-?\\d{1,12}) ?ms");
  private static final Pattern ROUND_TRIP =
      Pattern.compile("Network Latency \\(round trip\\): (\\d{1,9})");

  private static final DateTimeFormatter SERVER_TIME =
      DateTimeFormatter.ofPattern("MMM d uuuu HH:mm:ss.SSS xx", Locale.ENGLISH);

  /** Reads a line; null when it is none of this form, as the later lines of a long message. */
  public static @Nullable ClientLogLine of(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return null;
    }
    try {
      Instant client = OffsetDateTime.parse(parts.group(1) + parts.group(2)).toInstant();
      String reckoned = parts.group(5);
      Instant server =
          reckoned == null ? null : OffsetDateTime.parse(reckoned, SERVER_TIME).toInstant();
      return new ClientLogLine(
          client, parts.group(3).strip(), parts.group(4), server, parts.group(6));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The server's clock minus the desktop's, where the message tells it; or null. */
  public @Nullable Duration drift() {
    return millis(DRIFT);
  }

  /** The round trip of the SystemInfo call, where the message tells it; or null. */
  public @Nullable Duration roundTrip() {
    return millis(ROUND_TRIP);
  }

  private @Nullable Duration millis(Pattern pattern) {
    Matcher found = pattern.matcher(message);
    return found.find() ? Duration.ofMillis(Long.parseLong(found.group(1))) : null;
  }
}
