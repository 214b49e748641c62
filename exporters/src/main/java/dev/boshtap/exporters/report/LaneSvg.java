package dev.boshtap.exporters.report;

import dev.boshtap.exporters.report.Lane.Span;
import dev.boshtap.exporters.report.Lane.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a desktop's lane: its states as a band, calls below, polls as bars, unanswered in red. */
final class LaneSvg {

  private static final double WIDTH = 1_000;
  private static final double LEAST = 1.2;

  private final long from;
  private final double scale;

  /** Draws between two instants, in milliseconds since the epoch. */
  LaneSvg(long from, long to) {
    this.from = from;
    scale = WIDTH / Math.max(1, to - from);
  }

  /**
   * The drawing.
   *
   * @param label what it shows, for those who cannot see it
   */
  String draw(Lane lane, String label) {
    StringBuilder svg = new StringBuilder(512);
    svg.append(
            "<svg class=\"lane\" viewBox=\"0 0 1000 26\" preserveAspectRatio=\"none\" role=\"img\"")
        .append(" aria-label=\"")
        .append(Markup.escape(label))
        .append("\">");
    states(lane, svg);
    path(svg, "call", 9.5, lane.calls());
    path(svg, "held", 18, lane.held());
    path(svg, "bad", 18, lane.unanswered());
    return svg.append("</svg>").toString();
  }

  private void states(Lane lane, StringBuilder svg) {
    Map<String, StringBuilder> bands = new LinkedHashMap<>();
    List<State> states = lane.states();
    for (int i = 0; i < states.size(); i++) {
      long until = i + 1 < states.size() ? states.get(i + 1).from() : lane.last();
      append(
          bands.computeIfAbsent(style(states.get(i).name()), unseen -> new StringBuilder()),
          new Span(states.get(i).from(), Math.max(until, states.get(i).from())),
          3);
    }
    bands.forEach(
        (style, path) ->
            svg.append("<path class=\"s ")
                .append(style)
                .append("\" d=\"")
                .append(path)
                .append("\"/>"));
  }

  /** The states of an agent as a person tells them apart: free, busy, away, gone. */
  private static String style(String state) {
    return switch (state.toUpperCase(Locale.ROOT)) {
      case "READY" -> "ready";
      case "NOT_READY" -> "away";
      case "LOGOUT" -> "gone";
      case "RESERVED", "TALKING", "HOLD", "WORK", "WORK_READY" -> "busy";
      default -> "other";
    };
  }

  private void path(StringBuilder svg, String style, double y, List<Span> spans) {
    if (spans.isEmpty()) {
      return;
    }
    StringBuilder path = new StringBuilder();
    spans.forEach(span -> append(path, span, y));
    svg.append("<path class=\"").append(style).append("\" d=\"").append(path).append("\"/>");
  }

  private void append(StringBuilder path, Span span, double y) {
    double x = (span.from() - from) * scale;
    double width = Math.max(LEAST, (span.to() - span.from()) * scale);
    path.append('M')
        .append(number(x))
        .append(' ')
        .append(number(y))
        .append('h')
        .append(number(width));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
