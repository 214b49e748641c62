package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.read.RequestUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The metadata of a session: timers and flags, in Fiddler's words. */
final class SessionXml {

  /** .NET's time that never was. */
  private static final String NEVER = "0001-01-01T00:00:00";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSXXX", Locale.ROOT);

  private static final Pattern ADDRESS = Pattern.compile("\\[?(.*?)\\]?:(\\d{1,5})");

  private final ZoneId zone;
  private final boolean redacted;

  SessionXml(SazOptions options) {
    zone = options.zone();
    redacted = options.redaction().isActive();
  }

  /** The file of a session that is an exchange. */
  String of(long session, Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    ResponseHead head = exchange.response();
    int bits = SessionFlags.IS_HTTPS;
    if (!exchange.firstOnConnection()) {
      bits |= SessionFlags.CLIENT_PIPE_REUSED | SessionFlags.SERVER_PIPE_REUSED;
    }
    if (head != null && head.status() == 101) {
      bits |= SessionFlags.IS_WEBSOCKET_TUNNEL;
    }
    return file(session, bits, timers(finished), flags(finished));
  }

  private Map<String, String> timers(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    WireEvent.ServerReached reached = exchange.firstOnConnection() ? exchange.reached() : null;
    Duration dns = reached == null || reached.dns() == null ? Duration.ZERO : reached.dns();
    Duration connect = reached == null ? Duration.ZERO : reached.connect();
    Duration tls = reached == null ? Duration.ZERO : reached.tls();
    Moment started = exchange.started();
    // The connection to the server stands before the request comes, or is only made for it.
    Moment passedOn =
        reached != null && reached.at().compareTo(started) > 0 ? reached.at() : started;
    Instant connecting = passedOn.wall().minus(dns).minus(connect).minus(tls);
    Instant begun = connecting.isBefore(started.wall()) ? connecting : started.wall();
    Moment ended = exchange.ended();
    // Without an answer nothing came from the server, and nothing was done there.
    Moment done = exchange.response() == null ? null : ended;
    Map<String, String> timers = new LinkedHashMap<>();
    timers.put("ClientConnected", time(begun));
    timers.put("ClientBeginRequest", time(started));
    timers.put("GotRequestHeaders", time(started));
    timers.put("ClientDoneRequest", time(exchange.requestCompleted()));
    timers.put("GatewayTime", "0");
    timers.put("DNSTime", Long.toString(dns.toMillis()));
    timers.put("TCPConnectTime", Long.toString(connect.toMillis()));
    timers.put("HTTPSHandshakeTime", Long.toString(tls.toMillis()));
    timers.put("ServerConnected", exchange.reached() == null ? NEVER : time(passedOn));
    timers.put("FiddlerBeginRequest", time(passedOn));
    timers.put("ServerGotRequest", time(gotRequest(exchange, passedOn)));
    timers.put("ServerBeginResponse", time(exchange.responseStarted()));
    timers.put("GotResponseHeaders", time(exchange.responseStarted()));
    timers.put("ServerDoneResponse", time(done));
    timers.put("ClientBeginResponse", time(exchange.responseStarted()));
    timers.put("ClientDoneResponse", time(ended));
    return timers;
  }

  private static @Nullable Moment gotRequest(Exchange exchange, Moment passedOn) {
    Moment completed = exchange.requestCompleted();
    return completed == null || completed.compareTo(passedOn) > 0 ? completed : passedOn;
  }

  private Map<String, String> flags(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    Map<String, String> flags = new LinkedHashMap<>();
    Matcher client = ADDRESS.matcher(exchange.connection().client());
    if (client.matches()) {
      flags.put("x-clientip", client.group(1));
      flags.put("x-clientport", client.group(2));
    }
    WireEvent.ServerReached reached = exchange.reached();
    if (reached != null) {
      Matcher server = ADDRESS.matcher(reached.address());
      flags.put("x-hostip", server.matches() ? server.group(1) : reached.address());
    }
    if (exchange.response() != null) {
      flags.put("x-responsebodytransferlength", Long.toString(exchange.responseBody().size()));
    }
    comment(finished).ifPresent(text -> flags.put("ui-comments", text));
    if (exchange.response() == null && !(exchange.ending() instanceof Ending.Open)) {
      flags.put("ui-color", "Red");
    }
    flags.put(
        OwnFacts.FLAG, OwnFacts.write(finished, redacted, target(exchange), coding(exchange)));
    return flags;
  }

  /** What a person should see in Fiddler's list of a session that did not simply end well. */
  private static Optional<String> comment(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    BoshFacts bosh = finished.bosh();
    if (exchange.ending() instanceof Ending.Answered
        && (bosh == null || bosh.outcome().equals("answered"))) {
      return Optional.empty();
    }

    String poll =
        bosh == null
            ? ""
            : (bosh.rid() == null ? "" : "rid " + bosh.rid() + " ") + bosh.outcome() + ", ";
    return Optional.of(
        poll
            + exchange.ending().text()
            + " after %.1f s".formatted(exchange.held(finished.at()).toMillis() / 1_000.0));
  }

  /** The target as sent, where the URL would not tell it. */
  static @Nullable String target(Exchange exchange) {
    String target = exchange.request().target();
    HostPort server = exchange.connection().server();
    return RequestUrl.parse(RequestUrl.text(server, target))
            .equals(Optional.of(new RequestUrl(server, target)))
        ? null
        : target;
  }

  private static @Nullable String coding(Exchange exchange) {
    ResponseHead head = exchange.response();
    return head != null && OwnFacts.isDecoded(head)
        ? head.header("Content-Encoding").orElse(null)
        : null;
  }

  private String time(@Nullable Moment moment) {
    return moment == null ? NEVER : time(moment.wall());
  }

  private String time(Instant instant) {
    return TIME.format(instant.atZone(zone));
  }

  private static String file(
      long session, int bits, Map<String, String> timers, Map<String, String> flags) {
    StringBuilder xml = new StringBuilder(2_000);
    xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n")
        .append("<Session SID=\"%d\" BitFlags=\"%d\">\r\n".formatted(session, bits))
        .append("  <SessionTimers");
    timers.forEach((name, value) -> attribute(xml, name, value));
    xml.append(" />\r\n  <PipeInfo");
    if ((bits & SessionFlags.CLIENT_PIPE_REUSED) != 0) {
      attribute(xml, "CltReuse", "true");
      attribute(xml, "Reused", "true");
    }
    xml.append(" />\r\n  <SessionFlags>\r\n");
    flags.forEach(
        (name, value) -> {
          xml.append("    <SessionFlag");
          attribute(xml, "N", name);
          attribute(xml, "V", value);
          xml.append(" />\r\n");
        });
    return xml.append("  </SessionFlags>\r\n</Session>\r\n").toString();
  }

  private static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"").append(Markup.escaped(value)).append('"');
  }
}
