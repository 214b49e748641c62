package dev.boshtap.exporters.table;

import org.jspecify.annotations.Nullable;

/** The text of one cell. */
final class Cell {

  private Cell() {}

  /**
   * Text that a spreadsheet shows and does not compute: what comes from the network may begin like
   * a formula.
   */
  static String text(@Nullable String value) {
    if (value == null) {
      return "";
    }
    boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
    return formula ? "'" + value : value;
  }

  static String number(@Nullable Number value) {
    return value == null ? "" : value.toString();
  }
}
