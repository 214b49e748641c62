package dev.boshtap.proxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Of the lines that are given at first, passes on the last ones; then all, as they come. */
final class LastLines implements Appendable, Flushable {

  /** Where lines go. */
  interface Out {
    /** Takes the next of the text. */
    void write(String text) throws IOException;
  }

  private final Out out;
  private final Flushable flushing;
  private final int most;
  private final Deque<String> held = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private boolean all;

  /**
   * Holds back what is given, until {@link #goOn}.
   *
   * @param most how many lines are passed on then
   */
  LastLines(Out out, Flushable flushing, int most) {
    this.out = out;
    this.flushing = flushing;
    this.most = most;
  }

  @Override
  public LastLines append(CharSequence text) throws IOException {
    if (all) {
      out.write(text.toString());
      return this;
    }
    line.append(text);
    int from = 0;
    for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n", from)) {
      held.addLast(line.substring(from, end + 1));
      from = end + 1;
      if (held.size() > most) {
        held.removeFirst();
      }
    }
    line.delete(0, from);
    return this;
  }

  @Override
  public LastLines append(CharSequence text, int start, int end) throws IOException {
    return append(text.subSequence(start, end));
  }

  @Override
  public LastLines append(char c) throws IOException {
    return append(String.valueOf(c));
  }

  /** Passes on the last of what was given, and from now on everything. */
  void goOn() throws IOException {
    if (!all) {
      all = true;
      for (String one : held) {
        out.write(one);
      }
      held.clear();
      append(line);
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (all) {
      flushing.flush();
    }
  }

  /** The same for whoever writes bytes, whole lines at a time. */
  OutputStream stream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        append(new String(bytes, from, length, UTF_8));
      }

      @Override
      public void flush() throws IOException {
        LastLines.this.flush();
      }
    };
  }
}
