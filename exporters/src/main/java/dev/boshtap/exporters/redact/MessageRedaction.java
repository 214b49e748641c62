package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.wire.SocketMessage;
import java.nio.charset.StandardCharsets;

/** Takes secrets out of messages on a WebSocket: SASL's above all, as in a BOSH body. */
final class MessageRedaction {

  private static final byte[] NOTHING = new byte[0];

  private final TextRedaction text;

  MessageRedaction(TextRedaction text) {
    this.text = text;
  }

  SocketMessage redact(SocketMessage message) {
    byte[] payload = message.payload();
    if (payload.length == 0) {
      return message;
    }
    if (Packed.isPacked(payload)) {
      return outline(message); // What cannot be read cannot be redacted.
    }
    // A Close has its code before its text, and binary data may hold text too.
    Charsets.Faithful read = Charsets.faithful(payload, StandardCharsets.UTF_8);
    String before = read.text();
    String after = text.redact(before);
    return after.equals(before) ? message : message.withPayload(read.bytes(after));
  }

  /** The message without what is in it. */
  static SocketMessage outline(SocketMessage message) {
    long size = message.missing() < 0 ? -1 : message.missing() + message.payload().length;
    return new SocketMessage(
        message.from(),
        message.opcode(),
        NOTHING,
        size,
        message.onWire(),
        message.frames(),
        message.compressed(),
        message.faults());
  }
}
