package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.Sink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a session archive for Fiddler as exchanges finish. A request that was never answered has
 * an empty answer, which Fiddler shows as no result ({@code -}) and a body of -1 bytes; what is
 * known of its end is in the comment.
 *
 * <p>The file is complete when this is closed: a ZIP's table of contents is its end. Some hundred
 * bytes of that are held for each exchange, and nothing else. Of a file that was cut before, {@link
 * SazReader} reads what is whole. After a write that failed nothing more is written, since what
 * follows in a ZIP cannot stand behind a gap: each observation is then refused, and the file ends
 * behind the last whole session.
 */
public final class SazSink implements Sink {

  private static final int BUFFER = 1 << 18;

  /** Above this, numbers of exchanges are not kept as numbers of sessions. */
  private static final int MOST_NUMBERS = 10_000_000;

  private static final String CONTENT_TYPES =
      """
      <?xml version="1.0" encoding="utf-8" ?>
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="htm" ContentType="text/html" />
      <Default Extension="xml" ContentType="application/xml" />
      <Default Extension="txt" ContentType="text/plain" />
      </Types>
      """;

  private final SazOptions options;
  private final SessionXml metadata;
  private final FileChannel file;
  private final ZipOutputStream zip;
  private final IndexPage index;
  private final Map<Long, FrameWriter> sockets = new HashMap<>();
  private final BitSet numbers = new BitSet();

  /** The end of the last whole session. */
  private long whole;

  private @Nullable IOException failure;
  private boolean closed;

  /**
   * Starts an archive without sessions; a file of that name is replaced. Only its owner can read
   * it.
   *
   * @throws IOException when the file cannot be made
   */
  public SazSink(Path path, SazOptions options) throws IOException {
    this.options = options;
    metadata = new SessionXml(options);
    file = PrivateFiles.create(path);
    zip =
        new ZipOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(file), BUFFER),
            StandardCharsets.UTF_8);
    try {
      index = new IndexPage();
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (failure != null) {
      throw new NotWrittenException(1, failure);
    }
    if (observation instanceof Observation.Upgraded upgraded) {
      sockets.put(
          upgraded.exchange().number(),
          new FrameWriter(options.zone(), upgraded.exchange().started()));
    } else if (observation instanceof Observation.Message message) {
      FrameWriter socket = sockets.get(message.exchange());
      if (socket != null) {
        socket.write(message);
      }
    } else if (observation instanceof Observation.Finished finished) {
      session(finished);
    }
  }

  @Override
  public void forget(long exchange) throws IOException {
    FrameWriter socket = sockets.remove(exchange);
    if (socket != null) {
      socket.close();
    }
  }

  private void session(Observation.Finished finished) throws IOException {
    boolean redacted = options.redaction().isActive();
    long number = number(finished.exchange().number());
    FrameWriter socket = sockets.remove(finished.exchange().number());
    try {
      write(
          new SazPart(number, SazPart.Kind.CLIENT),
          RawMessageWriter.request(finished.exchange(), redacted));
      write(
          new SazPart(number, SazPart.Kind.SERVER),
          RawMessageWriter.response(finished.exchange(), redacted));
      write(
          new SazPart(number, SazPart.Kind.METADATA),
          metadata.of(number, finished).getBytes(StandardCharsets.UTF_8));
      if (socket != null) {
        write(new SazPart(number, SazPart.Kind.WEBSOCKET).name(), socket::copyTo);
      }
      index.add(number, finished.exchange());
    } catch (IOException e) {
      failure = e;
      throw new NotWrittenException(1, e);
    } finally {
      if (socket != null) {
        socket.close();
      }
    }
  }

  /** The exchange's number, so that people can speak of it; another where that was given before. */
  private long number(long exchange) {
    int number = exchange > 0 && exchange < MOST_NUMBERS ? (int) exchange : MOST_NUMBERS;
    number = numbers.nextClearBit(number);
    numbers.set(number);
    return number;
  }

  /** Writes the content of an entry. */
  private interface Content {
    void copyTo(OutputStream to) throws IOException;
  }

  private void write(SazPart part, byte[] content) throws IOException {
    write(part.name(), to -> to.write(content));
  }

  private void write(String name, Content content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    content.copyTo(zip);
    zip.closeEntry();
  }

  @Override
  public void flush() throws IOException {
    if (closed || failure != null) {
      return;
    }
    try {
      zip.flush();
      whole = file.position();
    } catch (IOException e) {
      failure = e;
      throw new NotWrittenException(0, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (file;
        index) {
      for (FrameWriter socket : sockets.values()) {
        socket.close();
      }
      if (failure != null) {
        file.truncate(whole);
        return;
      }
      write("_index.htm", to -> index.copyTo(to, options));
      write("[Content_Types].xml", to -> to.write(CONTENT_TYPES.getBytes(StandardCharsets.UTF_8)));
      zip.finish();
      zip.flush();
    }
  }
}
