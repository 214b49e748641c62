package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.exporters.read.RequestUrl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Writes requests and answers as Fiddler does: the URL whole in the start line, headers as they
 * came, the body in its content coding and, where the head says so, in chunks. No answer is an
 * empty file.
 */
final class RawMessageWriter {

  private RawMessageWriter() {}

  static byte[] request(Exchange exchange, boolean redacted) {
    String url = RequestUrl.text(exchange.connection().server(), exchange.request().target());
    String version = exchange.request().version();
    return message(
        exchange.request().method() + ' ' + url + (version.isEmpty() ? "" : " " + version),
        exchange.request().headers(),
        exchange.requestBody(),
        redacted);
  }

  static byte[] response(Exchange exchange, boolean redacted) {
    ResponseHead head = exchange.response();
    if (head == null) {
      return new byte[0];
    }
    // A body whose coding was taken off to take a secret out: with the field, it is unreadable.
    boolean isDecoded = OwnFacts.isDecoded(head);
    List<Header> headers =
        head.headers().stream()
            .filter(h -> !isDecoded || !h.name().equalsIgnoreCase("Content-Encoding"))
            .toList();
    return message(
        head.version() + ' ' + head.status() + ' ' + head.reason(),
        headers,
        exchange.responseBody(),
        redacted);
  }

  private static byte[] message(
      String startLine, List<Header> headers, Body body, boolean redacted) {
    ByteArrayOutputStream message = new ByteArrayOutputStream(body.bytes().length + 512);
    line(message, startLine);
    boolean isChunked = false;
    // Whoever reads the file finds the body's end by it.
    boolean hasOtherLength = OwnFacts.lengthOnTheWire(headers, body, redacted).isPresent();
    for (Header header : headers) {
      boolean isOther = hasOtherLength && header.name().equalsIgnoreCase(OwnFacts.CONTENT_LENGTH);
      line(message, header.name() + ": " + (isOther ? body.bytes().length : header.value()));
      isChunked |=
          header.name().equalsIgnoreCase("Transfer-Encoding")
              && header.value().toLowerCase(Locale.ROOT).endsWith("chunked");
    }
    line(message, "");
    if (!isChunked) {
      message.writeBytes(body.bytes());
    } else if (body.size() >= 0) {
      if (body.bytes().length > 0) {
        line(message, Integer.toHexString(body.bytes().length));
        message.writeBytes(body.bytes());
        line(message, "");
      }
      line(message, "0");
      line(message, "");
    }
    return message.toByteArray();
  }

  private static void line(ByteArrayOutputStream to, String text) {
    // A line end within would begin another field.
    to.writeBytes(text.replace('\r', ' ').replace('\n', ' ').getBytes(StandardCharsets.UTF_8));
    to.write('\r');
    to.write('\n');
  }
}
