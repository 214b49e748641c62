package dev.boshtap.exporters.har;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.http.BodyReader;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.json.ClockJson;
import dev.boshtap.exporters.json.EndingJson;
import dev.boshtap.exporters.json.EventJson;
import dev.boshtap.exporters.read.RequestUrl;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one exchange as one entry of a HAR. */
final class EntryWriter {

  /** Chrome's word for the content of an answer that never came. */
  private static final String NO_TYPE = "x-unknown";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private static final Pattern LITERAL_ADDRESS =
      Pattern.compile(
          "\\[?([0-9.]+|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+?)(?:%[^\\]]*+)?(?:\\]:\\d+|:\\d+)?");

  private final HarOptions options;
  private final BodyReader bodies = new BodyReader(Limits.DEFAULTS);

  EntryWriter(HarOptions options) {
    this.options = options;
  }

  void write(JsonGenerator out, Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    Timings timings = Timings.of(finished);
    out.writeStartObject();
    out.writeStringProperty("startedDateTime", TIME.format(timings.begun().atZone(options.zone())));
    out.writeNumberProperty("time", Timings.millis(timings.total()));
    request(out, exchange);
    response(out, exchange);
    out.writeObjectPropertyStart("cache");
    out.writeEndObject();
    out.writeName("timings");
    timings.write(out);
    connection(out, exchange);
    ours(out, finished);
    if (finished.bosh() != null) {
      bosh(out, finished.bosh(), exchange.ending());
    }
    if (!finished.events().isEmpty()) {
      out.writeArrayPropertyStart("_events");
      for (Event event : finished.events()) {
        EventJson.write(out, event);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private void request(JsonGenerator out, Exchange exchange) {
    RequestHead head = exchange.request();
    Body body = exchange.requestBody();
    out.writeObjectPropertyStart("request");
    out.writeStringProperty("method", head.method());
    HostPort server = exchange.connection().server();
    String url = RequestUrl.text(server, head.target());
    out.writeStringProperty("url", url);
    if (!RequestUrl.parse(url).equals(Optional.of(new RequestUrl(server, head.target())))) {
      out.writeStringProperty("_target", head.target());
    }
    out.writeStringProperty("httpVersion", head.version());
    out.writeArrayPropertyStart("cookies");
    for (Header header : head.headers()) {
      if (header.name().equalsIgnoreCase("Cookie")) {
        Cookies.writeSent(out, header.value());
      }
    }
    out.writeEndArray();
    headers(out, head.headers());
    out.writeArrayPropertyStart("queryString");
    for (Urls.Parameter parameter : Urls.query(head.target())) {
      out.writeStartObject();
      out.writeStringProperty("name", parameter.name());
      out.writeStringProperty("value", parameter.value());
      out.writeEndObject();
    }
    out.writeEndArray();
    if (body.size() > 0) {
      BodyContent content = bodies.read(asKept(body), head);
      out.writeObjectPropertyStart("postData");
      // HAR 1.2 has no word for a request body that is not text.
      Content.of(content).write(out, head.header("Content-Type").orElse(NO_TYPE), "_encoding");
      comment(out, body, content);
      out.writeEndObject();
    }
    out.writeNumberProperty("headersSize", -1);
    out.writeNumberProperty("bodySize", Math.max(body.size(), 0));
    out.writeEndObject();
  }

  private void response(JsonGenerator out, Exchange exchange) {
    ResponseHead head = exchange.response();
    Body body = exchange.responseBody();
    out.writeObjectPropertyStart("response");
    out.writeNumberProperty("status", head == null ? 0 : head.status());
    out.writeStringProperty("statusText", head == null ? "" : head.reason());
    out.writeStringProperty("httpVersion", head == null ? "" : head.version());
    out.writeArrayPropertyStart("cookies");
    if (head != null) {
      for (Header header : head.headers()) {
        if (header.name().equalsIgnoreCase("Set-Cookie")) {
          Cookies.writeSet(out, header.value());
        }
      }
    }
    out.writeEndArray();
    headers(out, head == null ? List.of() : head.headers());
    out.writeObjectPropertyStart("content");
    if (head == null) {
      out.writeNumberProperty("size", 0);
      out.writeStringProperty("mimeType", NO_TYPE);
    } else {
      content(out, head, body);
    }
    out.writeEndObject();
    out.writeStringProperty("redirectURL", head == null ? "" : head.header("Location").orElse(""));
    out.writeNumberProperty("headersSize", -1);
    out.writeNumberProperty("bodySize", head == null ? -1 : body.size());
    out.writeNumberProperty(
        "_transferSize", head == null ? 0 : Math.max(exchange.fromServer(), body.size()));
    EndingJson.word(exchange.ending()).ifPresent(w -> out.writeStringProperty("_error", w));
    out.writeEndObject();
  }

  private void content(JsonGenerator out, ResponseHead head, Body body) {
    BodyContent decoded = bodies.read(asKept(body), head);
    // In a coding that is not known here, it is kept as it came.
    boolean coded = decoded.bytes().length == 0 && body.bytes().length > 0;
    Content content = coded ? Content.binary(body.bytes()) : Content.of(decoded);
    out.writeNumberProperty("size", content.size());
    if (head.header("Content-Encoding").isPresent() && missing(body) == 0 && !coded) {
      out.writeNumberProperty("compression", content.size() - body.size());
    }
    content.write(out, head.header("Content-Type").orElse(NO_TYPE), "encoding");
    if (coded) {
      out.writeBooleanProperty("_coded", true);
    }
    comment(out, body, decoded);
  }

  private void comment(JsonGenerator out, Body body, BodyContent content) {
    long missing = missing(body);
    Content.comment(body, content, missing).ifPresent(c -> out.writeStringProperty("comment", c));
    if (missing > 0) {
      out.writeNumberProperty("_missing", missing);
    }
  }

  /** An alias may be shorter than its secret, so a redacted body's length says nothing. */
  private long missing(Body body) {
    return options.redaction().isActive()
        ? body.lost()
        : Math.max(0, body.size() - body.bytes().length);
  }

  /** The body with the size it would have had, had no alias changed its length. */
  private Body asKept(Body body) {
    return new Body(body.bytes(), body.bytes().length + missing(body), body.lost());
  }

  private static void headers(JsonGenerator out, List<Header> headers) {
    out.writeArrayPropertyStart("headers");
    for (Header header : headers) {
      out.writeStartObject();
      out.writeStringProperty("name", header.name());
      out.writeStringProperty("value", header.value());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void connection(JsonGenerator out, Exchange exchange) {
    WireEvent.ServerReached reached = exchange.reached();
    if (reached != null) {
      Matcher literal = LITERAL_ADDRESS.matcher(reached.address());
      if (literal.matches()) {
        out.writeStringProperty("serverIPAddress", literal.group(1));
      }
    }
    out.writeStringProperty("connection", Long.toString(exchange.connection().number()));
  }

  /** What HAR has no field for and our reader needs to tell the same story again. */
  private static void ours(JsonGenerator out, Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    out.writeNumberProperty("_exchange", exchange.number());
    if (!exchange.connection().client().isEmpty()) {
      out.writeStringProperty("_client", exchange.connection().client());
    }
    WireEvent.ServerReached reached = exchange.reached();
    if (exchange.firstOnConnection() && reached != null) {
      out.writeObjectPropertyStart("_tls");
      out.writeStringProperty("address", reached.address());
      out.writeStringProperty("protocol", reached.protocol());
      out.writeStringProperty("cipher", reached.cipher());
      out.writeEndObject();
    }
    out.writeName("_clock");
    ClockJson.of(finished).write(out);
    out.writeNumberProperty("_fromClient", exchange.fromClient());
    out.writeNumberProperty("_fromServer", exchange.fromServer());
    if (!(exchange.ending() instanceof Ending.Answered)) {
      out.writeName("_ending");
      EndingJson.write(out, exchange.ending());
    }
  }

  private static void bosh(JsonGenerator out, BoshFacts bosh, Ending ending) {
    out.writeObjectPropertyStart("_bosh");
    optional(out, "sid", bosh.sid());
    if (bosh.rid() != null) {
      out.writeNumberProperty("rid", bosh.rid());
    }
    Duration granted = bosh.grantedWait();
    if (granted != null) {
      out.writeNumberProperty("wait", granted.toSeconds());
    }
    if (bosh.hold() != null) {
      out.writeNumberProperty("hold", bosh.hold());
    }
    out.writeStringProperty("outcome", bosh.outcome());
    out.writeBooleanProperty("idle", bosh.idle());
    optional(out, "endedBy", ending.endedBy().orElse(null));
    optional(out, "how", ending.how().orElse(null));
    optional(out, "agent", bosh.agent());
    out.writeEndObject();
  }

  private static void optional(JsonGenerator out, String name, @Nullable String value) {
    if (value != null) {
      out.writeStringProperty(name, value);
    }
  }
}
