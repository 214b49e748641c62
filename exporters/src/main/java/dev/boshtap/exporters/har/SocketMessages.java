package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * WebSocket messages as Chrome, mitmproxy and HTTP Toolkit write them into {@code
 * _webSocketMessages}: {@code type} (send, receive), {@code time} in seconds since 1970, {@code
 * opcode}, {@code data} (base64 unless it is text).
 */
final class SocketMessages {

  private static final double MOST_SECONDS = 7e9;

  private SocketMessages() {}

  /**
   * Reads a message.
   *
   * @param after it is not told as from before this, nor when its own time cannot be read
   * @return null where it does not say who sent it: Chrome lists errors among the messages
   */
  static WireEvent.@Nullable MessageSeen read(JsonNode json, long exchange, Moment after) {
    Side from =
        switch (json.path("type").asString("")) {
          case "send" -> Side.CLIENT;
          case "receive" -> Side.SERVER;
          default -> null;
        };
    if (from == null) {
      return null;
    }
    int opcode = json.path("opcode").asInt(SocketMessage.TEXT);
    byte[] payload = payload(opcode, json.path("data").asString(""));
    return new WireEvent.MessageSeen(
        at(json.path("time"), after),
        exchange,
        new SocketMessage(from, opcode, payload, 0, payload.length, 1, false, Set.of()));
  }

  private static Moment at(JsonNode seconds, Moment after) {
    double value = seconds.isNumber() ? seconds.doubleValue() : 0;
    if (!(value > 0 && value < MOST_SECONDS)) {
      return after;
    }
    // A double holds microseconds of our time, and no less.
    Moment at = Moment.of(Instant.EPOCH.plus(Duration.ofNanos(Math.round(value * 1e6) * 1_000)));
    return at.compareTo(after) < 0 ? after : at;
  }

  private static byte[] payload(int opcode, String data) {
    if (opcode != SocketMessage.TEXT) {
      try {
        return Base64.getDecoder().decode(data);
      } catch (IllegalArgumentException e) {
        // Then it is what it looks like.
      }
    }
    return data.getBytes(StandardCharsets.UTF_8);
  }
}
