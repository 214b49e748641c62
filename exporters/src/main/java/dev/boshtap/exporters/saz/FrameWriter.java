package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.exporters.json.MessageJson;
import dev.boshtap.exporters.read.Bounded;
import dev.boshtap.exporters.read.PrivateTemporary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the messages of one WebSocket as frames, since they come for as long as it lasts, and
 * nothing else can be written into a ZIP meanwhile: a few in memory, more in a temporary file. Each
 * message is one frame, unpacked; the client's is masked with zeros, which change nothing (RFC
 * 6455, 5.3).
 */
final class FrameWriter implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSXXX", Locale.ROOT);

  /** The field of a frame with what boshtap knows and Fiddler has no place for. */
  static final String OURS = "X-boshtap";

  private static final int IN_MEMORY = 1 << 14;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ZoneId zone;
  private final Moment started;
  private final ByteArrayOutputStream recent = new ByteArrayOutputStream(256);
  private @Nullable PrivateTemporary file;
  private long inFile;
  private long count;

  /**
   * Nothing is written yet.
   *
   * @param started when the exchange began that the WebSocket came of
   */
  FrameWriter(ZoneId zone, Moment started) {
    this.zone = zone;
    this.started = started;
    recent.write('\r');
    recent.write('\n');
  }

  void write(Observation.Message told) throws IOException {
    count++;
    SocketMessage message = told.message();
    byte[] frame = frame(message);
    String time = TIME.format(told.at().wall().atZone(zone));
    String fields =
        ("%s: %d\r\nID: %d\r\nBitFlags: 0\r\nDoneRead: %s\r\nBeginSend: %s\r\nDoneSend: %s\r\n"
                + "%s: %s\r\n\r\n")
            .formatted(
                message.from() == Side.CLIENT ? "Request-Length" : "Response-Length",
                frame.length,
                count,
                time,
                time,
                time,
                OURS,
                ours(told));
    recent.writeBytes(fields.getBytes(StandardCharsets.US_ASCII));
    recent.writeBytes(frame);
    recent.write('\r');
    recent.write('\n');
    if (recent.size() >= IN_MEMORY) {
      spill();
    }
  }

  /** The file is open only while it is written: there may be a thousand of them. */
  private void spill() throws IOException {
    if (file == null) {
      file = new PrivateTemporary("_w.txt");
    }
    byte[] bytes = recent.toByteArray();
    recent.reset();
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
      channel.truncate(inFile).position(inFile);
      Channels.newOutputStream(channel).write(bytes);
      inFile += bytes.length;
    }
  }

  /** Copies all that was written. */
  void copyTo(OutputStream to) throws IOException {
    if (file != null) {
      try (InputStream in = Files.newInputStream(file.path())) {
        Bounded.copy(in, to, inFile);
      }
    }
    recent.writeTo(to);
  }

  private String ours(Observation.Message told) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      MessageJson.write(out, "", told, started);
      out.writeEndObject();
    }
    return text.toString();
  }

  private static byte[] frame(SocketMessage message) {
    byte[] payload = message.payload();
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
    frame.write(0x80 | (message.opcode() & 0x0f));
    boolean isMasked = message.from() == Side.CLIENT;
    int mask = isMasked ? 0x80 : 0;
    if (payload.length < 126) {
      frame.write(mask | payload.length);
    } else if (payload.length < 1 << 16) {
      frame.write(mask | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    if (isMasked) {
      frame.writeBytes(new byte[4]);
    }
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  @Override
  public void close() throws IOException {
    recent.reset();
    if (file != null) {
      file.close();
    }
  }
}
