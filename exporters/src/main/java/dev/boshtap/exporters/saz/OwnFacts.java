package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.json.ClockJson;
import dev.boshtap.exporters.json.EndingJson;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What boshtap knows of an exchange and Fiddler's format has no place for: the session flag {@code
 * x-boshtap}, a JSON object. With it, a file of ours is read back without loss.
 *
 * @param json the object
 */
record OwnFacts(JsonNode json) {

  /** The flag's name, in lower case. */
  static final String FLAG = "x-boshtap";

  static final String CONTENT_LENGTH = "Content-Length";

  private static final JsonMapper JSON = JsonMapper.shared();

  /** What a session says, if boshtap wrote it. */
  static Optional<OwnFacts> of(SessionMetadata metadata) {
    try {
      return metadata.flag(FLAG).map(JSON::readTree).filter(JsonNode::isObject).map(OwnFacts::new);
    } catch (JacksonException e) {
      return Optional.empty(); // Somebody else's flag of that name.
    }
  }

  /**
   * The flag's text.
   *
   * @param redacted whether a body's length on the wire says nothing of what is missing of it
   * @param target the request's target, where the URL does not tell it
   * @param contentEncoding the answer's Content-Encoding, where the body is written without it
   */
  static String write(
      Observation.Finished finished,
      boolean redacted,
      @Nullable String target,
      @Nullable String contentEncoding) {
    Exchange exchange = finished.exchange();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberProperty("exchange", exchange.number());
      out.writeNumberProperty("connection", exchange.connection().number());
      out.writeStringProperty("client", exchange.connection().client());
      out.writeName("ending");
      EndingJson.write(out, exchange.ending());
      out.writeName("clock");
      ClockJson.of(finished).write(out);
      out.writeNumberProperty("fromClient", exchange.fromClient());
      out.writeNumberProperty("fromServer", exchange.fromServer());
      missing(out, "requestMissing", exchange.requestBody(), redacted);
      Optional<String> sent =
          lengthOnTheWire(exchange.request().headers(), exchange.requestBody(), redacted);
      optional(out, "requestLength", sent.orElse(null));
      Body body = exchange.responseBody();
      if (body.size() != body.bytes().length) {
        out.writeNumberProperty("responseSize", body.size());
      }
      missing(out, "responseMissing", body, redacted);
      ResponseHead head = exchange.response();
      if (head != null) {
        optional(
            out, "responseLength", lengthOnTheWire(head.headers(), body, redacted).orElse(null));
      }
      optional(out, "target", target);
      optional(out, "contentEncoding", contentEncoding);
      WireEvent.ServerReached reached = exchange.reached();
      if (exchange.firstOnConnection() && reached != null) {
        reached(out, reached);
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  private static void missing(JsonGenerator out, String name, Body body, boolean redacted) {
    long missing = redacted ? body.lost() : body.size() - body.bytes().length;
    if (missing > 0) {
      out.writeNumberProperty(name, missing);
    }
  }

  private static void reached(JsonGenerator out, WireEvent.ServerReached reached) {
    out.writeObjectPropertyStart("reached");
    out.writeStringProperty("address", reached.address());
    Duration dns = reached.dns();
    if (dns != null) {
      out.writeNumberProperty("dns", dns.toNanos());
    }
    out.writeNumberProperty("connect", reached.connect().toNanos());
    out.writeNumberProperty("tls", reached.tls().toNanos());
    out.writeStringProperty("protocol", reached.protocol());
    out.writeStringProperty("cipher", reached.cipher());
    out.writeEndObject();
  }

  private static void optional(JsonGenerator out, String name, @Nullable String value) {
    if (value != null) {
      out.writeStringProperty(name, value);
    }
  }

  long exchange() {
    return json.path("exchange").asLong(0);
  }

  long connection() {
    return json.path("connection").asLong(0);
  }

  String client() {
    return json.path("client").asString("");
  }

  Optional<Ending> ending() {
    return EndingJson.read(json.path("ending"));
  }

  Optional<ClockJson> clock() {
    return ClockJson.read(json.path("clock"));
  }

  long fromClient() {
    return json.path("fromClient").asLong(0);
  }

  long fromServer() {
    return json.path("fromServer").asLong(0);
  }

  /** How much of the request's body was not kept. */
  long requestMissing() {
    return json.path("requestMissing").asLong(0);
  }

  /** The answer's body's size on the wire, where it is not that of what was kept. */
  long responseSize(long otherwise) {
    return json.path("responseSize").asLong(otherwise);
  }

  /** How much of the answer's body was not kept. */
  long responseMissing() {
    return json.path("responseMissing").asLong(0);
  }

  /** The request's head as it was sent. */
  List<Header> asSent(List<Header> request) {
    return withLength(request, optional("requestLength"));
  }

  /** The answer's head as it came. */
  List<Header> asCame(List<Header> response) {
    return withLength(response, optional("responseLength"));
  }

  private static List<Header> withLength(List<Header> headers, Optional<String> length) {
    return length.isEmpty()
        ? headers
        : headers.stream()
            .map(
                header ->
                    header.name().equalsIgnoreCase(CONTENT_LENGTH)
                        ? new Header(header.name(), length.get())
                        : header)
            .toList();
  }

  /**
   * The Content-Length of a message that came whole, where redaction made it untrue: an alias may
   * be longer than its secret. Of what was kept in part it stays true.
   */
  static Optional<String> lengthOnTheWire(List<Header> headers, Body body, boolean redacted) {
    boolean isOther =
        redacted
            && body.lost() == 0
            && body.bytes().length > 0
            && body.bytes().length != body.size();
    return isOther
        ? headers.stream()
            .filter(header -> header.name().equalsIgnoreCase(CONTENT_LENGTH))
            .map(Header::value)
            .filter(value -> value.equals(Long.toString(body.size())))
            .findFirst()
        : Optional.empty();
  }

  Optional<String> target() {
    return optional("target");
  }

  /** The coding that was taken off the answer's body. */
  Optional<String> contentEncoding() {
    return optional("contentEncoding");
  }

  private Optional<String> optional(String name) {
    return json.path(name).isString() ? Optional.of(json.path(name).asString()) : Optional.empty();
  }

  /** How the server leg was made, if this was the first exchange on it. */
  Optional<JsonNode> reached() {
    return json.path("reached").isObject() ? Optional.of(json.path("reached")) : Optional.empty();
  }

  /** Whether the answer's body was written without the coding that its head names. */
  static boolean isDecoded(@Nullable ResponseHead head) {
    return head != null && !head.contentCoded() && head.header("Content-Encoding").isPresent();
  }
}
