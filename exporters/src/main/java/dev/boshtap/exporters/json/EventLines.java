package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
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

  private static final ObjectWriter JSON =
      JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build().writer();

  private static final int FULL = 1 << 16;

  private final OutputStream out;
  private final Lines lines = new Lines();
  // A writer and not the byte-based generator: that one refuses half a surrogate pair, which
  // network text may well hold.
  private final Writer encoder = new OutputStreamWriter(lines, StandardCharsets.UTF_8);

  /** Lines given since the last flush that succeeded: not known to be out. */
  private long unsure;

  private boolean torn;
  private boolean closed;

  /** Lines that were not handed on yet. */
  private static final class Lines extends ByteArrayOutputStream {
    /** Forgets all behind a length that it had before. */
    void cutTo(int length) {
      count = length;
    }
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
    int before = lines.size();
    boolean whole = false;
    try {
      write(observation);
      whole = true;
    } finally {
      encoder.write('\n');
      encoder.flush();
      if (!whole) {
        lines.cutTo(before);
      }
    }
    unsure++;
    if (lines.size() >= FULL) {
      drain();
    }
  }

  private void write(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      try (JsonGenerator json = JSON.createGenerator(encoder)) {
        EventJson.write(json, happened.event());
      }
    } else if (observation instanceof Observation.Loss loss) {
      try (JsonGenerator json = JSON.createGenerator(encoder)) {
        EventJson.write(json, loss);
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
