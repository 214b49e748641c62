package dev.boshtap.exporters.har;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a HAR 1.2 file as exchanges finish, in memory that does not grow with the file.
 *
 * <p>The file is a whole HAR after every {@link #flush}: entries are written over the end of the
 * file together with a new end. If the process dies, the last flush stands; if it dies, or the disk
 * fills up, in the midst of a write, only entries of that write are cut. When a write fails, the
 * end is put back, so that what was there before stays readable.
 */
public final class HarSink implements Sink {

  private static final ObjectWriter JSON = JsonMapper.shared().writer();

  private static final byte[] SEPARATOR = ascii(",\n");

  private static final int FULL = 1 << 18;

  /** Kinds of losses that are told apart; the rest is counted as one. */
  private static final int MOST_LOSSES = 20;

  private final SeekableByteChannel file;
  private final EntryWriter entries;
  private final Map<String, Long> losses = new LinkedHashMap<>();

  /** Entries that are not in the file yet. */
  private ByteArrayOutputStream batch = new ByteArrayOutputStream();

  /** Where the next entry goes, and where the end of the file begins. */
  private long end;

  private boolean hasEntries;
  private boolean lossesChanged;

  /**
   * Starts a HAR without entries; a file of that name is replaced. Only its owner can read it.
   *
   * @throws IOException when the file cannot be made or written
   */
  public HarSink(Path path, HarOptions options) throws IOException {
    this(PrivateFiles.create(path), options);
  }

  /** As a test wants it: on any channel, say on one that is full. */
  HarSink(SeekableByteChannel file, HarOptions options) throws IOException {
    this.file = file;
    entries = new EntryWriter(options);
    try {
      byte[] head = head(options);
      write(0, head);
      end = head.length;
      write(end, tail());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (observation instanceof Observation.Finished finished) {
      // Apart from the batch, so that an entry is in it whole or not at all.
      byte[] entry = json(out -> entries.write(out, finished));
      if (batch.size() > 0) {
        batch.writeBytes(SEPARATOR);
      }
      batch.writeBytes(entry);
      if (batch.size() >= FULL) {
        drain();
      }
    } else if (observation instanceof Observation.Loss loss) {
      boolean known = losses.containsKey(loss.what()) || losses.size() < MOST_LOSSES;
      losses.merge(known ? loss.what() : "others", loss.count(), Long::sum);
      lossesChanged = true;
    }
  }

  @Override
  public void flush() throws IOException {
    if (batch.size() > 0 || lossesChanged) {
      drain();
    }
  }

  @Override
  public void close() throws IOException {
    if (!file.isOpen()) {
      return;
    }
    try (file) {
      flush();
    }
  }

  /** Writes the batch and a new end over the old end, in one piece. */
  private void drain() throws IOException {
    ByteArrayOutputStream piece = new ByteArrayOutputStream(batch.size() + 64);
    if (batch.size() > 0) {
      piece.writeBytes(hasEntries ? SEPARATOR : new byte[] {'\n'});
      batch.writeTo(piece);
      batch = new ByteArrayOutputStream();
    }
    int entriesSize = piece.size();
    piece.writeBytes(tail());
    try {
      write(end, piece.toByteArray());
    } catch (IOException e) {
      restore();
      throw e;
    }
    end += entriesSize;
    hasEntries |= entriesSize > 0;
    lossesChanged = false;
  }

  /** After a failed write: back to the last whole state, in which the file fitted the disk. */
  private void restore() {
    try {
      file.truncate(end);
      write(end, tail());
    } catch (IOException e) {
      // Then it is as the crash of a process would leave it, and readers cope with that.
    }
  }

  /** All that comes before the first entry. */
  private static byte[] head(HarOptions options) throws IOException {
    byte[] fields =
        json(
            out -> {
              out.writeStartObject();
              out.writeStringProperty("version", "1.2");
              out.writeObjectPropertyStart("creator");
              out.writeStringProperty("name", "boshtap");
              out.writeStringProperty("version", options.version());
              out.writeEndObject();
              out.writeStringProperty(
                  "_redacted",
                  options.redacted()
                      ? "secrets (passwords, tokens, cookies, SASL) are replaced by aliases"
                      : "no: this file holds passwords and tokens as they were sent");
              out.writeArrayPropertyStart("pages");
              out.writeEndArray();
              out.writeEndObject();
            });
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.writeBytes(ascii("{\"log\":"));
    head.write(fields, 0, fields.length - 1); // The log stays open.
    head.writeBytes(ascii(",\"entries\":["));
    return head.toByteArray();
  }

  /** All that comes after the last entry. */
  private byte[] tail() throws IOException {
    if (losses.isEmpty()) {
      return ascii("\n]}}\n");
    }
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    tail.writeBytes(ascii("\n],\"_losses\":"));
    tail.writeBytes(
        json(
            out -> {
              out.writeStartArray();
              losses.forEach(
                  (what, count) -> {
                    out.writeStartObject();
                    out.writeStringProperty("what", what);
                    out.writeNumberProperty("count", count);
                    out.writeEndObject();
                  });
              out.writeEndArray();
            }));
    tail.writeBytes(ascii("}}\n"));
    return tail.toByteArray();
  }

  private static byte[] json(Consumer<JsonGenerator> value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // A writer and not the byte-based generator: that one refuses half a surrogate pair, which
    // network text may well hold.
    try (Writer encoder = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        JsonGenerator out = JSON.createGenerator(encoder)) {
      value.accept(out);
    }
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void write(long position, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    file.position(position);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }
}
