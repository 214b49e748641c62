package dev.boshtap.exporters.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number over time, drawn as a line through its values that are farthest from zero: what hurts is
 * not averaged away.
 */
final class PlotSvg {

  private static final int BUCKETS = 400;
  private static final double WIDTH = 1_000;
  private static final double HEIGHT = 80;

  /** The line is not to lie on the edge. */
  private static final double MARGIN = 4;

  private record Point(long at, long value) {}

  private final List<Point> points = new ArrayList<>();
  private long thinned = 1;
  private long seen;

  /** Keeps a value; beyond a few thousand, every second one, then every fourth. */
  void add(long at, long value) {
    if (seen++ % thinned == 0) {
      points.add(new Point(at, value));
    }
    if (points.size() > BUCKETS * 16) {
      for (int i = points.size() - 1; i > 0; i -= 2) {
        points.remove(i);
      }
      thinned *= 2;
    }
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** The drawing, with what its ends mean written beside it. */
  String draw(String title, String unit, TimeAxis axis) {
    @Nullable Long[] farthest = farthest(axis);
    long top = 0;
    long bottom = 0;
    for (Long value : farthest) {
      top = Math.max(top, value == null ? 0 : value);
      bottom = Math.min(bottom, value == null ? 0 : value);
    }
    top = top == bottom ? 1 : top;
    String said = "%s, %d to %d %s".formatted(title, bottom, top, unit);
    return "<figure><figcaption>"
        + Markup.escape(title + ", " + unit)
        + "</figcaption><div class=\"chart\"><div class=\"scale\" aria-hidden=\"true\"><span>"
        + top
        + "</span>"
        + (bottom < 0 && top > 0 ? zero(bottom, top) : "")
        + "<span>"
        + bottom
        + "</span></div><svg class=\"plot\" viewBox=\"0 0 1000 80\" preserveAspectRatio=\"none\""
        + " role=\"img\" aria-label=\""
        + Markup.escape(said)
        + "\"><path class=\"zero\" d=\"M0 "
        + number(y(0, bottom, top))
        + "h1000\"/><polyline points=\""
        + line(farthest, bottom, top)
        + "\"/></svg><div class=\"times\" aria-hidden=\"true\">"
        + axis.marks()
        + "</div></div></figure>\n";
  }

  /** Of each short while the value that is farthest from zero, if there is any. */
  private @Nullable Long[] farthest(TimeAxis axis) {
    @Nullable Long[] farthest = new Long[BUCKETS];
    long length = Math.max(1, axis.to() - axis.from());
    for (Point point : points) {
      long bucket = (point.at() - axis.from()) * (BUCKETS - 1) / length;
      if (bucket >= 0 && bucket < BUCKETS) {
        Long before = farthest[(int) bucket];
        if (before == null || Math.abs(point.value()) > Math.abs(before)) {
          farthest[(int) bucket] = point.value();
        }
      }
    }
    return farthest;
  }

  private static String line(@Nullable Long[] farthest, long bottom, long top) {
    List<String> corners = new ArrayList<>();
    for (int i = 0; i < farthest.length; i++) {
      Long value = farthest[i];
      if (value != null) {
        corners.add(number(i * WIDTH / (BUCKETS - 1)) + ',' + number(y(value, bottom, top)));
      }
    }
    if (corners.size() == 1) {
      corners.add(corners.get(0)); // A line of one point is drawn as one by its round ends.
    }
    return String.join(" ", corners);
  }

  private static double y(long value, long bottom, long top) {
    return MARGIN + (HEIGHT - 2 * MARGIN) * (top - value) / (double) (top - bottom);
  }

  /** Where zero is, unless the label of an end is in its way. */
  private static String zero(long bottom, long top) {
    double at = y(0, bottom, top) / HEIGHT;
    return at > 0.25 && at < 0.75
        ? "<span class=\"mid\" style=\"top:" + number(at * 100) + "%\">0</span>"
        : "";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
