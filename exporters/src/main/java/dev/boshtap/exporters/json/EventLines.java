package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.JsonPad;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
  private final JsonPad pad = new JsonPad(JSON::createGenerator);

  /** Lines given since the last flush that succeeded: not known to be out. */
  private long unsure;

  private boolean torn;
  private boolean closed;

  /** Writes to {@code out}, which has no need to buffer, and is closed with this. */
  public EventLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (!(observation instanceof Observation.Happened || observation instanceof Observation.Loss)) {
      return; // Exchanges and messages give no line of their own: their events do.
    }
    lines.writeBytes(pad.bytes(out -> write(out, observation)));
    lines.write('\n');
    unsure++;
    if (lines.size() >= FULL) {
      drain();
    }
  }

  private static void write(JsonGenerator out, Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      EventJson.write(out, happened.event());
    } else if (observation instanceof Observation.Loss loss) {
      EventJson.write(out, loss);
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
