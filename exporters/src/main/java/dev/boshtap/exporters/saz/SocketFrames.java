package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.websocket.Compression;
import dev.boshtap.decoders.websocket.SocketReader;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.json.MessageJson;
import dev.boshtap.exporters.read.IsoTime;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The frames of a WebSocket, one after the other, as they stand in a session's {@code _w.txt}: of
 * each, fields ({@code Request-Length} or {@code Response-Length}, {@code ID}, {@code BitFlags},
 * {@code DoneRead}, {@code BeginSend}, {@code DoneSend}), an empty line, the frame as it was on the
 * wire (RFC 6455, 5.2), a line end. Before the first stands an empty set of fields.
 */
final class SocketFrames implements AutoCloseable {

  /**
   * Fiddler joined fragments and left the first one's head as it was, which says that more comes.
   */
  private static final int ASSEMBLED = 4;

  private static final int FIN = 0x80;
  private static final int MOST_FIELDS = 8 << 10;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final InputStream in;
  private final long exchange;
  private final Moment started;
  private final int most;
  private Moment last;
  private long missing;
  private boolean isFirst = true;
  private @Nullable String damage;

  /**
   * The frames in a stream.
   *
   * @param started when the exchange began, which what {@link FrameWriter} says of time refers to
   * @param after none of them is told as from before this
   * @param most a frame that is larger is left out, and said to be missing
   */
  SocketFrames(InputStream in, long exchange, Moment started, Moment after, int most) {
    this.in = new BufferedInputStream(in);
    this.exchange = exchange;
    this.started = started;
    this.most = most;
    this.last = after;
  }

  /** The fields before a frame. */
  private record Fields(
      Side from, int length, int bits, @Nullable Instant at, @Nullable JsonNode ours) {}

  /** The next frame, or message of ours, or null when that was all that can be read. */
  @Nullable WireEvent next() {
    try {
      return read();
    } catch (IOException | RuntimeException e) {
      damage = "WebSocket frames that are damaged or cut";
      return null;
    }
  }

  /** When the last frame was told. */
  Moment last() {
    return last;
  }

  /** What could not be read, one line; or null. */
  @Nullable String damage() {
    return damage;
  }

  private @Nullable WireEvent read() throws IOException {
    Fields fields = fields();
    if (isFirst) {
      isFirst = false;
      fields = fields == null ? fields() : fields;
    }
    while (fields != null && fields.length() > most) {
      in.skipNBytes(fields.length());
      missing += fields.length();
      lineEnd();
      fields = fields();
    }
    if (fields == null) {
      return null;
    }
    byte[] frame = in.readNBytes(fields.length());
    if (frame.length < fields.length()) {
      throw new EOFException();
    }
    lineEnd();
    if ((fields.bits() & ASSEMBLED) != 0 && frame.length > 0) {
      frame[0] |= (byte) FIN;
    }
    SocketMessage message = fields.ours() == null ? null : message(fields, frame);
    if (message != null) {
      Moment said = MessageJson.at(Objects.requireNonNull(fields.ours()), "", started).orElse(last);
      last = said.compareTo(last) < 0 ? last : said;
      return new WireEvent.MessageSeen(last, exchange, message);
    }
    Instant at = fields.at();
    Moment moment = at == null ? last : Moment.of(at);
    last = moment.compareTo(last) < 0 ? last : moment;
    WireEvent.UpgradedBytes told =
        new WireEvent.UpgradedBytes(last, exchange, fields.from(), frame, missing);
    missing = 0;
    return told;
  }

  /** The message that a frame of ours holds, with what is said of it; or null. */
  private @Nullable SocketMessage message(Fields fields, byte[] frame) {
    try (SocketReader reader = new SocketReader(Compression.NONE, most)) {
      List<SocketMessage> read = reader.read(fields.from(), frame, 0);
      return read.size() == 1
          ? MessageJson.read(
              Objects.requireNonNull(fields.ours()),
              "",
              fields.from(),
              read.get(0).opcode(),
              read.get(0).payload())
          : null;
    }
  }

  private @Nullable Fields fields() throws IOException {
    Side from = null;
    int length = 0;
    int bits = 0;
    Instant at = null;
    JsonNode ours = null;
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      switch (colon < 0 ? "" : line.substring(0, colon)) {
        case "Request-Length" -> {
          from = Side.CLIENT;
          length = Integer.parseInt(value);
        }
        case "Response-Length" -> {
          from = Side.SERVER;
          length = Integer.parseInt(value);
        }
        case "BitFlags" -> bits = Integer.parseInt(value);
        case FrameWriter.OURS -> ours = JSON.readTree(value);
        case "DoneRead" -> at = IsoTime.parse(value);
        default -> {}
      }
    }
    if (length < 0) {
      throw new IOException("length: " + length + " (expected: >= 0)");
    }
    return from == null ? null : new Fields(from, length, bits, at, ours);
  }

  /** The next line without its end, or null at the end of the file. */
  private @Nullable String line() throws IOException {
    byte[] line = new byte[MOST_FIELDS];
    int length = 0;
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (length == MOST_FIELDS) {
        throw new IOException("a line of more than " + MOST_FIELDS + " bytes");
      }
      line[length++] = (byte) c;
      c = in.read();
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return new String(line, 0, length, StandardCharsets.US_ASCII);
  }

  private void lineEnd() throws IOException {
    in.mark(2);
    if (in.read() != '\r' || in.read() != '\n') {
      in.reset();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
