package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events as JSON lines: one object a line, UTF-8, each line whole before the next begins.
 * What was accepted is visible to {@code tail -f} after each {@link #flush}.
 *
 * <p>When a write fails half-way, nobody knows how much of it got out. All lines of it count as
 * lost, though readers may find the first of them, and none is written again, so that no reader
 * finds one twice. The next line begins on a line of its own.
 */
public final class EventLines implements Sink {

  // Lines are ended here: nothing is to stand between two values that one generator writes.
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build()
          .writer()
          .withRootValueSeparator("");

  private static final int FULL = 1 << 16;

  private final OutputStream out;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(FULL);
  private final Line line = new Line();
  private JsonGenerator json = JSON.createGenerator(line);

  /** Lines given since the last flush that succeeded: not known to be out. */
  private long unsure;

  private boolean torn;
  private boolean closed;

  /**
   * The line that is being made. Characters and not the byte-based generator: that one refuses half
   * a surrogate pair, which network text may well hold.
   */
  private static final class Line extends Writer {
    private char[] chars = new char[4_096];
    private int length;

    @Override
    public void write(char[] from, int offset, int count) {
      if (count > chars.length - length) {
        chars = Arrays.copyOf(chars, Math.max(2 * chars.length, length + count));
      }
      System.arraycopy(from, offset, chars, length, count);
      length += count;
    }

    void moveTo(ByteArrayOutputStream lines) {
      lines.writeBytes(new String(chars, 0, length).getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
      forget();
    }

    void forget() {
      length = 0;
      if (chars.length > FULL) {
        chars = new char[4_096];
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Writes to {@code out}, which has no need to buffer, and is closed with this. */
  public EventLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (!(observation instanceof Observation.Happened || observation instanceof Observation.Loss)) {
      return; // Exchanges and messages give no line of their own: their events do.
    }
    write(observation);
    line.moveTo(lines);
    unsure++;
    if (lines.size() >= FULL) {
      drain();
    }
  }

  private void write(Observation observation) {
    boolean whole = false;
    try {
      if (observation instanceof Observation.Happened happened) {
        EventJson.write(json, happened.event());
      } else if (observation instanceof Observation.Loss loss) {
        EventJson.write(json, loss);
      }
      json.flush();
      whole = true;
    } finally {
      if (!whole) {
        // It stands within the object that it failed in.
        json.close();
        json = JSON.createGenerator(line);
        line.forget();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    drain();
    try {
      out.flush();
    } catch (IOException e) {
      torn = true;
      throw lost(e);
    }
    unsure = 0;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      flush();
    }
  }

  private void drain() throws IOException {
    if (lines.size() == 0) {
      return;
    }
    boolean wasTorn = torn;
    torn = true;
    try {
      if (wasTorn) {
        out.write('\n');
      }
      lines.writeTo(out);
      torn = false;
    } catch (IOException e) {
      throw lost(e);
    } finally {
      lines.reset();
    }
  }

  private NotWrittenException lost(IOException cause) {
    NotWrittenException lost = new NotWrittenException(unsure, cause);
    unsure = 0;
    return lost;
  }
}
