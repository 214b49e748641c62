package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.json.MessageJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * WebSocket messages as Chrome, Playwright, mitmproxy and HTTP Toolkit write them into {@code
 * _webSocketMessages}: {@code type} (send, receive), {@code time} since 1970 in seconds, in
 * Playwright's files in milliseconds, {@code opcode}, {@code data} (base64 unless it is text); with
 * what {@link MessageWriter} adds, of ours.
 */
final class SocketMessages {

  /** More seconds than that are milliseconds; more milliseconds are nonsense. */
  private static final double MOST_SECONDS = 7e9;

  private SocketMessages() {}

  /**
   * Reads a message.
   *
   * @param after it is not told as from before this, nor when its own time cannot be read
   * @param started when the exchange began, which what {@link MessageWriter} says of time refers to
   * @return null where it does not say who sent it: Chrome lists errors among the messages
   */
  static WireEvent.@Nullable MessageSeen read(
      JsonNode json, long exchange, Moment after, Moment started) {
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
    boolean coded = opcode != SocketMessage.TEXT || json.has("_encoding");
    byte[] payload = payload(coded, json.path("data").asString(""));
    return new WireEvent.MessageSeen(
        MessageJson.at(json, MessageWriter.OURS, started)
            .filter(at -> at.compareTo(after) >= 0)
            .orElseGet(() -> at(json.path("time"), after)),
        exchange,
        MessageJson.read(json, MessageWriter.OURS, from, opcode, payload));
  }

  private static Moment at(JsonNode time, Moment after) {
    double value = time.isNumber() ? time.doubleValue() : 0;
    double seconds = value < MOST_SECONDS ? value : value / 1_000;
    if (!(seconds > 0 && seconds < MOST_SECONDS)) {
      return after;
    }
    // A double holds microseconds of our time, and no less.
    Moment at = Moment.of(Instant.EPOCH.plus(Duration.ofNanos(Math.round(seconds * 1e6) * 1_000)));
    return at.compareTo(after) < 0 ? after : at;
  }

  private static byte[] payload(boolean coded, String data) {
    if (coded) {
      try {
        return Base64.getDecoder().decode(data);
      } catch (IllegalArgumentException e) {
        // Then it is what it looks like.
      }
    }
    return data.getBytes(StandardCharsets.UTF_8);
  }
}
