package dev.boshtap.exporters.report;

import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * The times below or above a drawing, at even distances. They are text beside it, not in it, so
 * that they keep their size where it is stretched; the style leaves some out where there is no
 * room.
 *
 * @param from the drawing's left end, in milliseconds since the epoch
 * @param to its right end
 */
record TimeAxis(long from, long to, DateTimeFormatter time) {

  /** Halved twice, the ends and the middle are left. */
  private static final int PARTS = 8;

  /** The marks, an element each. */
  String marks() {
    StringBuilder marks = new StringBuilder();
    for (int i = 0; i <= PARTS; i++) {
      Instant at = Instant.ofEpochMilli(from + (to - from) * i / PARTS);
      marks.append("<span>").append(time.format(at)).append("</span>");
    }
    return marks.toString();
  }
}
