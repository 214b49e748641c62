package dev.boshtap.exporters.har;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.json.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a HAR 1.2 file as exchanges finish, in memory that does not grow with the file, nor with
 * how long a WebSocket lasts: what is to stand in the entry of an open one is kept in files beside
 * this one ({@code NAME.NUMBER-messages.part}), which go when it is over.
 *
 * <p>The file is a whole HAR after every {@link #flush}: entries are written over the end of the
 * file together with a new end. If the process dies, the last flush stands; if it dies, or the disk
 * fills up, in the midst of a write, only entries of that write are cut. When a write fails, the
 * end is put back, so that what was there before stays readable; the entries of that write are
 * lost, counted in the exception, and said in the file's {@code _losses} as soon as it can be
 * written.
 */
public final class HarSink implements Sink {

  private static final String NOT_WRITTEN = "exchanges that could not be written to this file";

  private static final String MESSAGES_NOT_KEPT = "WebSocket messages that could not be kept";

  private static final String EVENTS_NOT_KEPT = "events of WebSockets that could not be kept";

  private static final byte[] SEPARATOR = ascii(",\n");

  private static final int FULL = 1 << 18;

  /** Kinds of losses that are told apart; the rest is counted as one. */
  private static final int MOST_LOSSES = 20;

  private final SeekableByteChannel file;
  private final EntryWriter entries;
  private final OpenSockets sockets;
  private final Map<String, Long> losses = new LinkedHashMap<>();

  /** Entries that are not in the file yet. */
  private ByteArrayOutputStream batch = new ByteArrayOutputStream();

  private long inBatch;

  /** The end of the file as it stands there. */
  private byte[] written;

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
    this(PrivateFiles.create(path), path, options);
  }

  /** As a test wants it: on any channel, say on one that is full. */
  HarSink(SeekableByteChannel file, HarOptions options) throws IOException {
    this(file, null, options);
  }

  private HarSink(SeekableByteChannel file, @Nullable Path path, HarOptions options)
      throws IOException {
    this.file = file;
    sockets = new OpenSockets(path);
    entries = new EntryWriter(options);
    try {
      byte[] head = head(options);
      write(0, head);
      end = head.length;
      written = tail();
      write(end, written);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (observation instanceof Observation.Finished finished) {
      finished(finished);
    } else if (observation instanceof Observation.Upgraded upgraded) {
      sockets.opened(upgraded);
    } else if (observation instanceof Observation.Message told) {
      sockets.add(told);
    } else if (observation instanceof Observation.Happened happened) {
      sockets.add(happened.event());
    } else if (observation instanceof Observation.Loss loss) {
      count(loss.what(), loss.count());
    }
  }

  @Override
  public void forget(long exchange) throws IOException {
    OpenSockets.Socket socket = sockets.finished(exchange);
    if (socket != null) {
      socket.close();
    }
  }

  private void finished(Observation.Finished finished) throws IOException {
    // Apart from the batch, so that an entry is in it whole or not at all.
    OpenSockets.Socket socket = sockets.finished(finished.exchange().number());
    if (socket != null) {
      try (socket) {
        socketFinished(finished, socket);
      }
      return;
    }
    byte[] entry = HarJson.bytes(out -> entries.write(out, finished));
    if (batch.size() > 0) {
      batch.writeBytes(SEPARATOR);
    }
    batch.writeBytes(entry);
    inBatch++;
    if (batch.size() >= FULL) {
      drain();
    }
  }

  /** A WebSocket's entry may be larger than memory, so it does not go by the batch. */
  private void socketFinished(Observation.Finished finished, OpenSockets.Socket socket)
      throws IOException {
    Spill messages = socket.messages();
    Spill events = socket.events();
    for (Event before : finished.events()) {
      events.add(HarJson.bytes(out -> EventJson.write(out, before)));
    }
    count(MESSAGES_NOT_KEPT, messages.lost());
    count(EVENTS_NOT_KEPT, events.lost());
    flush();
    // Its events are beside it already.
    Observation.Finished alone =
        new Observation.Finished(finished.at(), finished.exchange(), finished.bosh(), List.of());
    byte[] entry = HarJson.bytes(out -> entries.write(out, alone));
    ByteArrayOutputStream head = new ByteArrayOutputStream(entry.length + 64);
    head.writeBytes(hasEntries ? SEPARATOR : new byte[] {'\n'});
    head.write(entry, 0, entry.length - 1); // The entry stays open.
    head.writeBytes(ascii(",\"_resourceType\":\"websocket\",\"_webSocketMessages\":["));
    byte[] between = ascii("],\"_events\":[");
    byte[] behind = ascii("]}");
    long place = end;
    try {
      place = write(place, head.toByteArray());
      messages.writeTo(file, place);
      place = write(place + messages.size(), between);
      events.writeTo(file, place);
      place = write(place + events.size(), behind);
      write(place, written);
    } catch (IOException e) {
      restore();
      count(NOT_WRITTEN, 1);
      throw new NotWrittenException(1, e);
    }
    end = place;
    hasEntries = true;
  }

  private void count(String what, long count) {
    if (count == 0) {
      return;
    }
    boolean known = losses.containsKey(what) || losses.size() < MOST_LOSSES;
    losses.merge(known ? what : "others", count, Long::sum);
    lossesChanged = true;
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
    try (file;
        sockets) {
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
    long count = inBatch;
    inBatch = 0;
    int entriesSize = piece.size();
    byte[] tail = tail();
    piece.writeBytes(tail);
    try {
      write(end, piece.toByteArray());
    } catch (IOException e) {
      restore();
      if (count > 0) {
        count(NOT_WRITTEN, count);
      }
      throw new NotWrittenException(count, e);
    }
    written = tail;
    end += entriesSize;
    hasEntries |= entriesSize > 0;
    lossesChanged = false;
  }

  /** After a failed write: back to the last whole state, in which the file fitted the disk. */
  private void restore() {
    try {
      file.truncate(end);
      write(end, written);
    } catch (IOException e) {
      // Then it is as the crash of a process would leave it, and readers cope with that.
    }
  }

  /** All that comes before the first entry. */
  private static byte[] head(HarOptions options) throws IOException {
    byte[] fields =
        HarJson.bytes(
            out -> {
              out.writeStartObject();
              out.writeStringProperty("version", "1.2");
              out.writeObjectPropertyStart("creator");
              out.writeStringProperty("name", "boshtap");
              out.writeStringProperty("version", options.version());
              out.writeEndObject();
              out.writeStringProperty("_redacted", options.redaction().said());
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
        HarJson.bytes(
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

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes at a place, and gives the place behind. */
  private long write(long position, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    file.position(position);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    return position + bytes.length;
  }
}
