package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Observation;
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
 * <p>When a write fails half-way, the next line begins on a line of its own, so that one line is
 * lost to readers and no more.
 */
public final class EventLines implements Sink {

  private static final ObjectWriter JSON =
      JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build().writer();

  private static final int FULL = 1 << 16;

  private final OutputStream out;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  // A writer and not the byte-based generator: that one refuses half a surrogate pair, which
  // network text may well hold.
  private final Writer encoder = new OutputStreamWriter(lines, StandardCharsets.UTF_8);
  private boolean torn;
  private boolean closed;

  /** Writes to {@code out}, which is closed with this. */
  public EventLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (observation instanceof Observation.Happened happened) {
      try (JsonGenerator json = JSON.createGenerator(encoder)) {
        EventJson.write(json, happened.event());
      }
    } else if (observation instanceof Observation.Loss loss) {
      try (JsonGenerator json = JSON.createGenerator(encoder)) {
        EventJson.write(json, loss);
      }
    } else {
      return; // A finished exchange gives no line of its own: its events are said already.
    }
    encoder.write('\n');
    encoder.flush();
    if (lines.size() >= FULL) {
      drain();
    }
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
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
    } finally {
      lines.reset();
    }
  }
}
