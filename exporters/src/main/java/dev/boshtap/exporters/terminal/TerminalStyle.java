package dev.boshtap.exporters.terminal;

import java.time.ZoneId;

/**
 * How lines are to look.
 *
 * @param colour whether to use colour; decided by the caller, who knows of {@code NO_COLOR} and of
 *     pipes
 * @param width the columns of the terminal, at least 60; longer lines end in an ellipsis. 0 where
 *     there is no terminal: lines are as long as they are
 * @param zone the zone in which times are shown
 * @param everything whether exchanges that say nothing of Finesse (pages, scripts, images) get a
 *     line too
 */
public record TerminalStyle(boolean colour, int width, ZoneId zone, boolean everything) {

  /** Checks the width. */
  public TerminalStyle {
    if (width != 0 && width < 60) {
      throw new IllegalArgumentException("width: " + width + " (expected: 0 or >= 60)");
    }
  }

  /** For a pipe or a file: no colour, full lines. */
  public static TerminalStyle plain(ZoneId zone) {
    return new TerminalStyle(false, 0, zone, false);
  }
}
