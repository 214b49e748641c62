package dev.boshtap.exporters.har;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Sink;
import java.io.IOException;
import java.io.OutputStream;

/** Writes exchanges as JSON lines: each is what would be its entry in a HAR. */
public final class EntryLines implements Sink {

  private final OutputStream out;
  private final EntryWriter entries;

  /** Writes to {@code out}, which is closed with this. */
  public EntryLines(OutputStream out, HarOptions options) {
    this.out = out;
    entries = new EntryWriter(options);
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (observation instanceof Observation.Finished finished) {
      out.write(HarJson.bytes(json -> entries.write(json, finished)));
      out.write('\n');
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
