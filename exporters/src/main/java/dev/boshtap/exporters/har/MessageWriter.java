package dev.boshtap.exporters.har;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.exporters.json.MessageJson;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/**
 * Writes a message as one element of {@code _webSocketMessages}, in Chrome's shape: {@code type}
 * ({@code send} from the client), {@code time} in seconds since 1970, {@code opcode}, and {@code
 * data} as text for a text message, in base64 for all others. What begins with {@code _} is ours;
 * what is as it nearly always is, is left out.
 */
final class MessageWriter {

  /** Before the names of what HAR and Chrome have no place for. */
  static final String OURS = "_";

  private MessageWriter() {}

  /**
   * Writes a message.
   *
   * @param started when the exchange began that the WebSocket came of
   */
  static void write(JsonGenerator out, Observation.Message told, Moment started) {
    SocketMessage message = told.message();
    out.writeStartObject();
    out.writeStringProperty("type", message.from() == Side.CLIENT ? "send" : "receive");
    out.writeNumberProperty("time", seconds(told.at().wall()));
    out.writeNumberProperty("opcode", message.opcode());
    data(out, message);
    MessageJson.write(out, OURS, told, started);
    out.writeEndObject();
  }

  private static void data(JsonGenerator out, SocketMessage message) {
    byte[] payload = message.payload();
    if (message.opcode() != SocketMessage.TEXT) {
      out.writeStringProperty("data", Base64.getEncoder().encodeToString(payload));
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      out.writeStringProperty("data", text);
    } catch (CharacterCodingException e) {
      // No text, whatever its opcode says; nobody else has a word for it.
      out.writeStringProperty("data", Base64.getEncoder().encodeToString(payload));
      out.writeStringProperty("_encoding", "base64");
    }
  }

  private static BigDecimal seconds(Instant wall) {
    return BigDecimal.valueOf(wall.getEpochSecond() * 1_000_000L + wall.getNano() / 1_000, 6);
  }
}
