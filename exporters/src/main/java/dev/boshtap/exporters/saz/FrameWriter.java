package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.exporters.json.MessageJson;
import dev.boshtap.exporters.read.PrivateTemporary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the messages of one WebSocket as frames into a temporary file, since they come for as long
 * as it lasts, and nothing else can be written into a ZIP meanwhile. Each message is one frame,
 * unpacked; the client's is masked with zeros, which change nothing (RFC 6455, 5.3).
 */
final class FrameWriter implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSXXX", Locale.ROOT);

  /** The field of a frame with what boshtap knows and Fiddler has no place for. */
  static final String OURS = "X-boshtap";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ZoneId zone;
  private final Moment started;
  private final PrivateTemporary temporary;
  private final OutputStream out;
  private long count;

  /**
   * Nothing is written yet.
   *
   * @param started when the exchange began that the WebSocket came of
   */
  FrameWriter(ZoneId zone, Moment started) throws IOException {
    this.zone = zone;
    this.started = started;
    temporary = new PrivateTemporary("_w.txt");
    try {
      out = temporary.write();
      out.write(new byte[] {'\r', '\n'});
    } catch (IOException e) {
      temporary.close();
      throw e;
    }
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
    ByteArrayOutputStream all = new ByteArrayOutputStream(fields.length() + frame.length + 2);
    all.writeBytes(fields.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(frame);
    all.write('\r');
    all.write('\n');
    all.writeTo(out);
  }

  /** Copies all that was written. */
  void copyTo(OutputStream to) throws IOException {
    Files.copy(temporary.path(), to);
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
    try (temporary) {
      out.close();
    }
  }
}
