package dev.boshtap.proxy.cli;

import java.util.Locale;

/** Amounts of bytes for a person. */
public final class Sizes {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Sizes() {}

  /** In the largest unit that leaves a number of one or more: {@code 1.2 MB}. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1_000;
      unit++;
    }
    String number =
        value < 9.95 && unit > 0
            ? String.format(Locale.ROOT, "%.1f", value)
            : Long.toString(Math.round(value));
    return number + " " + UNITS[unit];
  }
}
