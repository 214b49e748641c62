package dev.boshtap.proxy.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 20s}, {@code 2m}, {@code 1h30m}, {@code 30d}. */
public final class Durations {

  /** What is accepted, for a message. */
  public static final String EXPECTED = "a duration such as 500ms, 20s, 2m, 1h30m or PT20S";

  private static final Pattern PEOPLES =
      Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?");

  private Durations() {}

  /**
   * Reads a duration as people or as ISO 8601 write it.
   *
   * @throws IllegalArgumentException naming the text and what was expected
   */
  public static Duration parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    try {
      if (plain.startsWith("p")) {
        Duration duration = Duration.parse(plain);
        if (!duration.isNegative()) {
          return duration;
        }
      }
      var parts = PEOPLES.matcher(plain);
      if (!plain.isEmpty() && parts.matches()) {
        return Duration.ofDays(number(parts.group(1)))
            .plusHours(number(parts.group(2)))
            .plusMinutes(number(parts.group(3)))
            .plusSeconds(number(parts.group(4)))
            .plusMillis(number(parts.group(5)));
      }
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(refusal(text), e);
    }
    throw new IllegalArgumentException(refusal(text));
  }

  private static String refusal(String text) {
    return "\"" + text + "\" (expected: " + EXPECTED + ")";
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
