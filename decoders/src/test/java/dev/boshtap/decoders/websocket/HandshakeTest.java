package dev.boshtap.decoders.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeTest {

  @Test
  void aRequestAsksByMethodAndUpgrade() {
    assertThat(Handshake.asks(request("GET", "WebSocket"))).isTrue();
    assertThat(Handshake.asks(request("GET", "h2c, websocket"))).isTrue();
    assertThat(Handshake.asks(request("GET", "h2c"))).isFalse();
    assertThat(Handshake.asks(request("POST", "websocket"))).isFalse();
  }

  @Test
  void onlyAnUpgradeToWebSocketIsOne() {
    assertThat(Handshake.of(response(101, new Header("Upgrade", "websocket")))).isPresent();
    assertThat(Handshake.of(response(200, new Header("Upgrade", "websocket")))).isEmpty();
    assertThat(Handshake.of(response(101, new Header("Upgrade", "h2c")))).isEmpty();
  }

  @Test
  void theProtocolIsTheOneThatTheServerChose() {
    assertThat(agreed(new Header("Sec-WebSocket-Protocol", " xmpp")).protocol()).isEqualTo("xmpp");
    assertThat(agreed().protocol()).isEmpty();
  }

  @Test
  void compressionIsAsTheServerAgreed() {
    assertThat(agreed().compression()).isEqualTo(Compression.NONE);
    assertThat(extensions("permessage-deflate")).isEqualTo(new Compression(true, true, true));
    assertThat(extensions("permessage-deflate; server_no_context_takeover"))
        .isEqualTo(new Compression(true, true, false));
    assertThat(extensions("x-other; a=b, PerMessage-Deflate ;client_no_context_takeover"))
        .isEqualTo(new Compression(true, false, true));
    assertThat(
            extensions(
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover;"
                    + " client_max_window_bits=12; server_max_window_bits=\"10\""))
        .isEqualTo(new Compression(true, false, false));
    assertThat(extensions("x-webkit-deflate-frame")).isEqualTo(Compression.NONE);
  }

  private static Compression extensions(String value) {
    return agreed(new Header("Sec-WebSocket-Extensions", value)).compression();
  }

  private static Handshake agreed(Header... more) {
    List<Header> headers = new ArrayList<>(List.of(more));
    headers.add(new Header("Upgrade", "websocket"));
    return Handshake.of(new ResponseHead("HTTP/1.1", 101, "", headers, true)).orElseThrow();
  }

  private static RequestHead request(String method, String upgrade) {
    return new RequestHead(method, "/ws/", "HTTP/1.1", List.of(new Header("Upgrade", upgrade)));
  }

  private static ResponseHead response(int status, Header header) {
    return new ResponseHead("HTTP/1.1", status, "", List.of(header), true);
  }
}
