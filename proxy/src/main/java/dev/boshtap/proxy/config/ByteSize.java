package dev.boshtap.proxy.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An amount of bytes, as in {@code 1MiB}.
 *
 * @param bytes zero or more
 */
public record ByteSize(long bytes) {

  static final String EXPECTED = "a size such as 4096, 512KiB, 1MiB or 2GiB";

  private static final Pattern FORM = Pattern.compile("(\\d+)\\s*(b|kib|mib|gib)?");

  /** Checks the sign. */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 0)");
    }
  }

  /**
   * Reads a number with or without a binary unit.
   *
   * @throws IllegalArgumentException naming the text and what was expected
   */
  public static ByteSize parse(String text) {
    var parts = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")");
    }
    String unit = parts.group(2) == null ? "b" : parts.group(2);
    int shift =
        switch (unit) {
          case "kib" -> 10;
          case "mib" -> 20;
          case "gib" -> 30;
          default -> 0;
        };
    try {
      return new ByteSize(Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << shift));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" (expected: " + EXPECTED + ")", e);
    }
  }

  /** The largest unit that divides it. */
  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    int unit = bytes == 0 ? 0 : Math.min(Long.numberOfTrailingZeros(bytes) / 10, 3);
    return (bytes >> (10 * unit)) + units[unit];
  }
}
