package dev.boshtap.decoders.websocket;

import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an opening handshake agreed on (RFC 6455, 4).
 *
 * @param protocol the subprotocol that the server chose, {@code xmpp} for RFC 7395; empty when none
 * @param compression what was agreed on of permessage-deflate
 */
public record Handshake(String protocol, Compression compression) {

  private static final int SWITCHING_PROTOCOLS = 101;

  /** Whether a request asks for a WebSocket. */
  public static boolean asks(RequestHead request) {
    return request.method().equals("GET") && isWebSocket(request.headers());
  }

  /** What the server agreed to; empty where that is no WebSocket. */
  public static Optional<Handshake> of(ResponseHead response) {
    if (response.status() != SWITCHING_PROTOCOLS || !isWebSocket(response.headers())) {
      return Optional.empty();
    }
    return Optional.of(
        new Handshake(
            response.header("Sec-WebSocket-Protocol").orElse("").strip(),
            Compression.agreed(values(response.headers(), "Sec-WebSocket-Extensions"))));
  }

  private static boolean isWebSocket(List<Header> headers) {
    for (String protocol : values(headers, "Upgrade").split(",", -1)) {
      if (protocol.strip().toLowerCase(Locale.ROOT).equals("websocket")) {
        return true;
      }
    }
    return false;
  }

  private static String values(List<Header> headers, String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .collect(Collectors.joining(","));
  }
}
