package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, where data goes. A {@code PrintStream} keeps to itself that a disk is full or
 * that nobody reads the pipe any more; this one says so, by {@link UncheckedIOException}, to
 * whoever wrote or flushed what was lost.
 */
final class DataStream extends PrintStream {

  private final Remembering target;

  DataStream(OutputStream out) {
    this(new Remembering(out));
  }

  private DataStream(Remembering target) {
    super(target, false, UTF_8);
    this.target = target;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    super.write(bytes, offset, length);
    target.rethrow();
  }

  @Override
  public void flush() {
    super.flush();
    target.rethrow();
  }

  /** Keeps the failure that its print stream passes over. */
  private static final class Remembering extends OutputStream {
    private final OutputStream out;
    private @Nullable IOException failure;

    Remembering(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    /** Each failure once, to whoever it happened to. */
    void rethrow() {
      if (failure != null) {
        IOException thrown = failure;
        failure = null;
        throw new UncheckedIOException(thrown.getMessage(), thrown);
      }
    }
  }
}
