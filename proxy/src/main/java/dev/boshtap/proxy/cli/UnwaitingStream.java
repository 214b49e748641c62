package dev.boshtap.proxy.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An output whose writers never wait for it: a thread of its own takes to the target what was
 * written. A terminal in which somebody marks text takes nothing for as long as that lasts, and so
 * does a pipe that nobody reads. What the target does not take is kept up to a bound; beyond it
 * writing fails, with an {@link IOException}, and goes on when there is room again.
 *
 * <p>A failure of the target is thrown at whoever writes next.
 */
final class UnwaitingStream extends OutputStream {

  private final OutputStream target;
  private final int most;
  private final LongFunction<byte[]> missing;
  private final Thread thread = new Thread(this::run, "boshtap-console");

  private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private boolean closed;
  private long missed;
  private @Nullable IOException failure;

  /**
   * An output that begins at once.
   *
   * @param target flushed after each piece, never closed
   * @param most how many bytes wait at most
   * @param missing what is said at the place where so many lines are missing
   */
  UnwaitingStream(OutputStream target, int most, LongFunction<byte[]> missing) {
    this.target = target;
    this.most = most;
    this.missing = missing;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      IOException thrown = failure;
      failure = null;
      throw thrown;
    }
    if (waiting.size() > 0 && waiting.size() + length > most) {
      missed += lines(bytes, offset, length);
      throw new IOException("nobody takes what is written to it");
    }
    waiting.write(bytes, offset, length);
    notifyAll();
  }

  private static long lines(byte[] bytes, int offset, int length) {
    long lines = 0;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  /** Does nothing: what was written is on its way. */
  @Override
  public void flush() {}

  /**
   * Ends it when the target has taken everything, or the time is up.
   *
   * @return whether it has
   */
  boolean close(Duration patience) {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      TimeUnit.MILLISECONDS.timedJoin(thread, patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void run() {
    try {
      while (true) {
        byte[] next = next();
        if (next.length == 0) {
          return;
        }
        take(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What waits, and where lines are missing behind it, that; empty at the end. */
  private synchronized byte[] next() throws InterruptedException {
    while (waiting.size() == 0 && !closed) {
      wait();
    }
    if (missed > 0) {
      waiting.writeBytes(missing.apply(missed));
      missed = 0;
    }
    byte[] next = waiting.toByteArray();
    waiting = new ByteArrayOutputStream();
    return next;
  }

  private void take(byte[] bytes) {
    try {
      target.write(bytes);
      target.flush();
    } catch (IOException e) {
      synchronized (this) {
        failure = e;
      }
    }
  }
}
