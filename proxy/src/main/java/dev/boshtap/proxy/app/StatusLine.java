package dev.boshtap.proxy.app;

import java.io.Flushable;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A last line on a terminal that tells how things are, below the lines that scroll. Where there is
 * no terminal, only the lines. Needs nothing of a terminal but the carriage return, so that an old
 * Windows console shows it too. Safe for use by several threads.
 */
final class StatusLine implements Appendable, Flushable {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

  /** A terminal shows Ctrl-C behind the line as {@code ^C}. */
  private static final int ECHO = 2;

  private final PrintStream out;
  private final int width;
  private final Supplier<String> text;
  private String shown = "";
  private long shownAt;

  /**
   * A status line below what is appended.
   *
   * @param width columns of the terminal; 0 where there is none
   * @param text how things are, in characters that every console has
   */
  StatusLine(PrintStream out, int width, Supplier<String> text) {
    this.out = out;
    this.width = width;
    this.text = text;
  }

  @Override
  public synchronized StatusLine append(CharSequence lines) {
    if (lines.isEmpty()) {
      return this;
    }
    String again = shown;
    erase(0);
    out.append(lines);
    show(again);
    return this;
  }

  @Override
  public StatusLine append(CharSequence lines, int start, int end) {
    return append(lines.subSequence(start, end));
  }

  @Override
  public StatusLine append(char c) {
    return append(String.valueOf(c));
  }

  /** A line for a person, above the status. */
  void say(String line) {
    append(line + System.lineSeparator());
    flush();
  }

  /** Shows how things are now, if it was not shown lately. */
  @Override
  public synchronized void flush() {
    long now = System.nanoTime();
    if (width > 0 && now - shownAt >= PERIOD) {
      shownAt = now;
      String next = fitted(text.get());
      if (!next.equals(shown)) {
        erase(0);
        show(next);
      }
    }
    out.flush();
  }

  /** Takes the line away for good. */
  synchronized void end() {
    erase(ECHO);
    shownAt = Long.MAX_VALUE;
    out.flush();
  }

  private void show(String line) {
    if (!line.isEmpty() && shownAt != Long.MAX_VALUE) {
      out.append(line);
      shown = line;
    }
  }

  private void erase(int beyond) {
    if (!shown.isEmpty()) {
      int columns = Math.min(shown.length() + beyond, width - 1);
      out.append('\r').append(" ".repeat(columns)).append('\r');
      shown = "";
    }
  }

  /** One column is left free: what fills a line to its end goes on in the next on some consoles. */
  private String fitted(String line) {
    return line.length() < width ? line : line.substring(0, width - 1);
  }
}
