package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes secrets out of both messages of an exchange, heads and bodies. */
final class ExchangeRedaction {

  private final TextRedaction text;
  private final HeaderRedaction headers;
  private final BodyRedaction bodies;

  ExchangeRedaction(TextRedaction text, HeaderRedaction headers, BodyRedaction bodies) {
    this.text = text;
    this.headers = headers;
    this.bodies = bodies;
  }

  Exchange redact(Exchange exchange) {
    BodyRedaction.Redacted requestBody = bodies.redact(exchange.requestBody(), exchange.request());
    ResponseHead response = exchange.response();
    BodyRedaction.Redacted responseBody =
        response == null
            ? new BodyRedaction.Redacted(Body.NONE, false)
            : bodies.redact(exchange.responseBody(), response);
    return new Exchange(
        exchange.number(),
        exchange.connection(),
        exchange.reached(),
        exchange.firstOnConnection(),
        exchange.started(),
        request(exchange.request(), requestBody.decoded()),
        requestBody.body(),
        exchange.requestCompleted(),
        exchange.responseStarted(),
        response(response, responseBody.decoded()),
        responseBody.body(),
        exchange.ended(),
        Redactor.redact(exchange.ending(), text),
        exchange.fromClient(),
        exchange.fromServer());
  }

  /** The exchange without headers and bodies. */
  static Exchange outline(Exchange exchange) {
    RequestHead request = exchange.request();
    ResponseHead response = exchange.response();
    return new Exchange(
        exchange.number(),
        exchange.connection(),
        exchange.reached(),
        exchange.firstOnConnection(),
        exchange.started(),
        new RequestHead(request.method(), request.target(), request.version(), List.of()),
        outline(exchange.requestBody()),
        exchange.requestCompleted(),
        exchange.responseStarted(),
        response == null
            ? null
            : new ResponseHead(
                response.version(),
                response.status(),
                response.reason(),
                List.of(),
                response.contentCoded()),
        outline(exchange.responseBody()),
        exchange.ended(),
        exchange.ending(),
        exchange.fromClient(),
        exchange.fromServer());
  }

  private static Body outline(Body body) {
    return new Body(Body.NONE.bytes(), body.size(), Math.max(0, body.size()));
  }

  private RequestHead request(RequestHead head, boolean decoded) {
    List<Header> redacted = headers.redact(head.headers());
    if (decoded) {
      // A request's head has no other way to say that its body is no longer coded.
      redacted =
          redacted.stream().filter(h -> !h.name().equalsIgnoreCase("Content-Encoding")).toList();
    }
    return new RequestHead(head.method(), text.redact(head.target()), head.version(), redacted);
  }

  private @Nullable ResponseHead response(@Nullable ResponseHead head, boolean decoded) {
    return head == null
        ? null
        : new ResponseHead(
            head.version(),
            head.status(),
            text.redact(head.reason()),
            headers.redact(head.headers()),
            head.contentCoded() && !decoded);
  }
}
