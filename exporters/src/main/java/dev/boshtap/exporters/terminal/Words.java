package dev.boshtap.exporters.terminal;

import dev.boshtap.decoders.wire.Ending;
import java.time.Duration;
import java.util.Locale;

/** Spans, sizes and endings in the few letters that a column has room for. */
final class Words {

  private Words() {}

  /** {@code 45ms}, {@code 30.0s}, {@code 130s}, {@code 12m05s}, {@code 8h00m}. */
  static String span(Duration span) {
    long millis = span.toMillis();
    if (millis < 1_000) {
      return millis + "ms";
    }
    if (millis < 99_950) {
      return String.format(Locale.ROOT, "%.1fs", millis / 1_000.0);
    }
    if (millis < 600_000) {
      return span.toSeconds() + "s";
    }
    return span.toHours() == 0
        ? String.format(Locale.ROOT, "%dm%02ds", span.toMinutes(), span.toSecondsPart())
        : String.format(Locale.ROOT, "%dh%02dm", span.toHours(), span.toMinutesPart());
  }

  /** A span that was agreed on in seconds: {@code 30s}. */
  static String seconds(Duration span) {
    return span.toSeconds() + "s";
  }

  /** A body's size as a capture tool shows it: bytes, -1 for none, {@code 1.2M} when large. */
  static String size(long bytes) {
    if (bytes < 100_000) {
      return Long.toString(bytes);
    }
    return bytes < 1_000_000
        ? bytes / 1_000 + "k"
        : String.format(Locale.ROOT, "%.1fM", bytes / 1_000_000.0);
  }

  /** Who ended it and how, who first: {@code client reset}, {@code server closed}. */
  static String ending(Ending ending) {
    if (ending instanceof Ending.Closed closed) {
      return closed.by().word()
          + (closed.manner() == Ending.Manner.RESET ? " reset" : " closed")
          + (closed.manner() == Ending.Manner.CLEAN && !closed.closeNotify()
              ? " (no close_notify)"
              : "");
    }
    if (ending instanceof Ending.ByProxy byProxy) {
      return switch (byProxy.reason()) {
            case SHUTDOWN -> "boshtap stopped";
            case POLICY -> "boshtap ended it";
            case FAULT -> "boshtap failed";
          }
          + (byProxy.detail().isEmpty() ? "" : " (" + byProxy.detail() + ")");
    }
    if (ending instanceof Ending.Network network) {
      return network.leg().word() + " leg " + network.stage().word() + " (" + network.cause() + ")";
    }
    if (ending instanceof Ending.Unknown unknown) {
      return "unknown who ended it"
          + (unknown.timed() ? "" : ", and when")
          + (unknown.said().isEmpty() ? "" : " (" + unknown.said() + ")");
    }
    return ending.text();
  }
}
