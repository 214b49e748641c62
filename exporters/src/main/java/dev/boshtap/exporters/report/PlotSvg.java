package dev.boshtap.exporters.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A number over time, drawn as a line of its largest values: what hurts is not averaged away. */
final class PlotSvg {

  private static final int BUCKETS = 400;

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

  /** The drawing, with its largest value written beside it. */
  String draw(String title, String unit, long from, long to) {
    long[] most = new long[BUCKETS];
    boolean[] any = new boolean[BUCKETS];
    long top = 1;
    for (Point point : points) {
      int bucket = (int) ((point.at() - from) * (BUCKETS - 1) / Math.max(1, to - from));
      if (bucket >= 0 && bucket < BUCKETS) {
        long value = Math.abs(point.value());
        most[bucket] = Math.max(most[bucket], value);
        any[bucket] = true;
        top = Math.max(top, value);
      }
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < BUCKETS; i++) {
      if (any[i]) {
        line.append(
            String.format(
                Locale.ROOT,
                "%s%.0f,%.1f",
                line.isEmpty() ? "" : " ",
                i * 1_000.0 / (BUCKETS - 1),
                76 - most[i] * 72.0 / top));
      }
    }
    return "<figure><figcaption>"
        + Markup.escape(title)
        + ", at most "
        + top
        + " "
        + Markup.escape(unit)
        + "</figcaption><svg class=\"plot\" viewBox=\"0 0 1000 80\" preserveAspectRatio=\"none\""
        + " role=\"img\" aria-label=\""
        + Markup.escape(title + ", at most " + top + " " + unit)
        + "\"><polyline points=\""
        + line
        + "\"/></svg></figure>\n";
  }
}
