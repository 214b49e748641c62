package dev.boshtap.proxy.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * Says on a terminal how far long work has come, on a line that is gone afterwards; elsewhere
 * nothing. Work that is done in a moment shows nothing either.
 */
public final class Progress implements AutoCloseable {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int BAR = 20;

  /** The bar, what stands around it, and the time that is left. */
  private static final int BESIDE_WORDS = BAR + 24;

  private final PrintStream out;
  private final boolean shows;
  private final String what;
  private final long total;
  private final long began = System.nanoTime();
  private long lookedAt = began;
  private String shown = "";
  private int asked;

  /**
   * Work that begins now.
   *
   * @param what a word for it
   * @param total when it will be done, in units of its own
   */
  public Progress(Console console, String what, long total) {
    this.out = console.err();
    this.shows = console.width() > 0;
    this.what = fitted(what, console.width() - BESIDE_WORDS);
    this.total = Math.max(1, total);
  }

  /** So much of it is done. */
  public void at(long done) {
    if (!shows || (++asked & 0xff) != 0) { // To look at the clock each time would cost more.
      return;
    }
    long now = System.nanoTime();
    if (now - lookedAt >= PERIOD) {
      lookedAt = now;
      show(line(Math.min(done, total), now));
    }
  }

  private String line(long done, long now) {
    double part = (double) done / total;
    int full = (int) Math.round(part * BAR);
    long left = part < 0.02 ? -1 : Math.round((now - began) / part * (1 - part) / 1e9);
    return "%s [%s%s] %3d%%%s"
        .formatted(
            what,
            "#".repeat(full),
            ".".repeat(BAR - full),
            Math.round(part * 100),
            left < 0 ? "" : ", " + left + " s left");
  }

  /** A line that is longer than the terminal is wide could not be taken back. */
  private static String fitted(String what, int room) {
    if (what.length() <= room || room <= 2) {
      return what;
    }
    int head = room / 2 - 1;
    return what.substring(0, head) + ".." + what.substring(what.length() - (room - head - 2));
  }

  private void show(String line) {
    out.append('\r').append(line);
    if (line.length() < shown.length()) {
      out.append(" ".repeat(shown.length() - line.length()));
    }
    out.flush();
    shown = line;
  }

  @Override
  public void close() {
    if (!shown.isEmpty()) {
      out.append('\r').append(" ".repeat(shown.length())).append('\r');
      out.flush();
    }
  }
}
