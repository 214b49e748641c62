package dev.boshtap.exporters;

import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Wire events as JSON lines, for files that say what a reader should tell. */
public final class WireJson {

  private WireJson() {}

  /** One line an event. */
  public static String lines(List<WireEvent> events) {
    return events.stream().map(WireJson::line).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(WireEvent event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
      out.writeStartObject();
      out.writeStringProperty(event.getClass().getSimpleName(), time(event.at()));
      if (event instanceof WireEvent.ExchangeEvent part) {
        out.writeNumberProperty("exchange", part.exchange());
      }
      if (event instanceof WireEvent.ConnectionEvent part) {
        out.writeStringProperty("connection", part.connection().toString());
      }
      fields(out, event);
      out.writeEndObject();
    }
    return text.toString();
  }

  private static void fields(JsonGenerator out, WireEvent event) {
    if (event instanceof WireEvent.ServerReached reached) {
      out.writeStringProperty("address", reached.address());
      out.writeStringProperty("dns", text(reached.dns()));
      out.writeStringProperty("connect", text(reached.connect()));
      out.writeStringProperty("tls", text(reached.tls()));
      out.writeStringProperty("protocol", reached.protocol());
    } else if (event instanceof WireEvent.Started started) {
      out.writeStringProperty("connection", started.connection().toString());
      out.writeStringProperty(
          "line",
          started.head().method() + ' ' + started.head().target() + ' ' + started.head().version());
      out.writeStringProperty("headers", text(started.head().headers()));
    } else if (event instanceof WireEvent.RequestBytes bytes) {
      out.writeStringProperty("text", new String(bytes.bytes(), StandardCharsets.UTF_8));
    } else if (event instanceof WireEvent.RequestCompleted completed) {
      out.writeNumberProperty("bodySize", completed.bodySize());
    } else if (event instanceof WireEvent.ResponseStarted response) {
      out.writeStringProperty(
          "line",
          response.head().version()
              + ' '
              + response.head().status()
              + ' '
              + response.head().reason());
      out.writeStringProperty("headers", text(response.head().headers()));
      out.writeBooleanProperty("contentCoded", response.head().contentCoded());
    } else if (event instanceof WireEvent.ResponseBytes bytes) {
      out.writeStringProperty("text", new String(bytes.bytes(), StandardCharsets.UTF_8));
    } else if (event instanceof WireEvent.UpgradedBytes bytes) {
      out.writeStringProperty("from", bytes.from().word());
      out.writeStringProperty("hex", HexFormat.of().formatHex(bytes.bytes()));
      out.writeNumberProperty("missing", bytes.missing());
    } else if (event instanceof WireEvent.MessageSeen seen) {
      out.writeStringProperty("from", seen.message().from().word());
      out.writeNumberProperty("opcode", seen.message().opcode());
      out.writeStringProperty("text", seen.message().text());
    } else if (event instanceof WireEvent.Failed failed) {
      out.writeStringProperty("failure", failed.failure().toString());
    } else if (event instanceof WireEvent.Ended ended) {
      out.writeStringProperty("ending", ended.ending().toString());
      out.writeNumberProperty("bodySize", ended.bodySize());
      out.writeNumberProperty("fromClient", ended.fromClient());
      out.writeNumberProperty("fromServer", ended.fromServer());
    }
  }

  private static String time(Moment moment) {
    return moment.wall().toString();
  }

  private static String text(@Nullable Duration span) {
    return span == null ? "" : span.toString();
  }

  private static String text(List<Header> headers) {
    return headers.stream().map(h -> h.name() + ": " + h.value()).collect(Collectors.joining("; "));
  }
}
