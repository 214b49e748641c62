package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * What the browser is shown when no connection to the server could be made, in place of the error
 * page of its own that it would have shown without us. The connection is closed after it.
 */
final class ErrorPage {

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>boshtap: no connection to %1$s</title></head>
      <body style="font-family: sans-serif; max-width: 45em; margin: 3em auto">
      <h1>No connection to %1$s</h1>
      <p>boshtap, the proxy that this browser uses, could not reach the server.
      This page comes from boshtap; the server sent nothing.</p>
      <p><b>%2$s:</b> %3$s</p>
      <p>%4$s</p>
      </body>
      </html>
      """;

  private ErrorPage() {}

  /** The whole answer, head and page. */
  static ByteBuf answer(HostPort server, Ending.Network failure, boolean toHead) {
    byte[] page =
        PAGE.formatted(
                escape(server.toString()),
                headline(failure),
                escape(failure.cause()),
                escape(advice(server, failure)))
            .getBytes(StandardCharsets.UTF_8);
    String head =
        """
        HTTP/1.1 502 Bad Gateway\r
        Content-Type: text/html; charset=utf-8\r
        Content-Length: %d\r
        Cache-Control: no-store\r
        Connection: close\r
        X-Boshtap-Failure: %s\r
        \r
        """
            .formatted(page.length, failure.stage().word());
    ByteBuf answer = Unpooled.buffer();
    answer.writeCharSequence(head, StandardCharsets.US_ASCII);
    if (!toHead) {
      answer.writeBytes(page);
    }
    return answer;
  }

  private static String headline(Ending.Network failure) {
    return switch (failure.stage()) {
      case DNS -> "The name is not known";
      case REFUSED -> "The connection was refused";
      case CONNECT -> "The connection could not be made";
      case UPSTREAM_PROXY -> "The upstream proxy did not let us through";
      case TLS -> "The TLS handshake failed";
      case CERTIFICATE -> "The server's certificate is not trusted";
      case TIMEOUT -> "The connection was lost";
    };
  }

  private static String advice(HostPort server, Ending.Network failure) {
    return switch (failure.stage()) {
      case DNS -> "Check the name, and the resolver of the machine that boshtap runs on.";
      case REFUSED ->
          "Nothing listens on port "
              + server.port()
              + ", or a firewall says so. Is the service up?";
      case CONNECT, TIMEOUT ->
          "The server is down, or a firewall drops what is sent to port " + server.port() + ".";
      case UPSTREAM_PROXY -> "Check upstream.proxy in config.yaml.";
      case TLS -> "What answers there speaks another TLS than boshtap does, or none.";
      case CERTIFICATE ->
          "boshtap trust add "
              + server
              + " shows the certificate and asks before it trusts it; then load this page again.";
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
