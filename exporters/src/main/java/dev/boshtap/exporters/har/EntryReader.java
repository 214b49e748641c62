package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns the entries of one HAR into what was seen on the wire. Remembers which connections were
 * told of already; entries are given to it in order of time.
 */
final class EntryReader {

  private final boolean isOurs;
  private final Set<HostPort> decrypted;
  private final Map<String, Connection> connections = new HashMap<>();
  private final Set<Long> numbers = new HashSet<>();
  private long exchanges;
  private @Nullable Moment latest;

  EntryReader(HarIndex index) {
    this.isOurs = index.isOurs();
    this.decrypted = index.decrypted();
  }

  /** The latest moment that an entry read so far knows of, or null before the first. */
  @Nullable Moment latest() {
    return latest;
  }

  /**
   * What one entry tells, in order of time; nothing where it is about no request to a server.
   *
   * @param start the entry's {@code startedDateTime}
   */
  List<WireEvent> read(JsonNode entry, Instant start) {
    JsonNode request = entry.path("request");
    Optional<RequestUrl> url = RequestUrl.parse(text(request, "url"));
    if (url.isEmpty()) {
      return List.of();
    }
    List<WireEvent> events = new ArrayList<>(8);
    HostPort server = url.get().server();
    if (text(request, "method").equals("CONNECT")) {
      // Fiddler lists the CONNECT of what it decrypts, too.
      if (!decrypted.contains(server)) {
        events.add(new WireEvent.TunnelOpened(Moment.of(start), connection(entry, server)));
      }
      return events;
    }
    EntryTimes times = EntryTimes.of(entry, Moment.of(start), status(entry) != 0);
    latest = latest == null || latest.compareTo(times.ended()) < 0 ? times.ended() : latest;
    Connection connection = connection(entry, server, times, events);
    long number = number(entry);
    RequestHead head =
        new RequestHead(
            text(request, "method"),
            url.get().target(),
            text(request, "httpVersion"),
            // The text of postData has its content coding off, and a request cannot say so.
            headers(request).stream()
                .filter(h -> !h.name().equalsIgnoreCase("Content-Encoding"))
                .toList());
    events.add(new WireEvent.Started(times.started(), number, connection, head));
    HarBody sent = HarBody.ofRequest(request);
    if (sent.bytes().length > 0) {
      events.add(new WireEvent.RequestBytes(times.sent(), number, sent.bytes()));
    }
    events.add(new WireEvent.RequestCompleted(times.sent(), number, sent.size()));
    answer(entry, times, number, events);
    return events;
  }

  private void answer(JsonNode entry, EntryTimes times, long number, List<WireEvent> events) {
    JsonNode response = entry.path("response");
    long size = -1;
    if (status(entry) != 0) {
      ResponseHead head =
          new ResponseHead(
              text(response, "httpVersion"),
              status(entry),
              text(response, "statusText"),
              headers(response),
              response.path("content").path("_coded").asBoolean(false));
      events.add(new WireEvent.ResponseStarted(times.answered(), number, head));
      HarBody body = HarBody.ofResponse(response);
      size = body.size();
      if (body.bytes().length > 0) {
        events.add(new WireEvent.ResponseBytes(times.ended(), number, body.bytes()));
      }
    }
    Ending ending = ending(entry);
    if (!(ending instanceof Ending.Open)) {
      events.add(
          new WireEvent.Ended(
              times.ended(),
              number,
              ending,
              size,
              entry.path("_fromClient").asLong(known(entry.path("request"))),
              entry.path("_fromServer").asLong(known(response)),
              0));
    }
  }

  private Ending ending(JsonNode entry) {
    return EndingJson.read(entry.path("_ending"))
        .orElseGet(
            () -> {
              String said = said(entry);
              return status(entry) != 0 && said.isEmpty()
                  ? Ending.ANSWERED
                  : new Ending.Unknown(said);
            });
  }

  /** What the tool that wrote the file says of the failure, each in its own field. */
  private static String said(JsonNode entry) {
    JsonNode response = entry.path("response");
    for (JsonNode field :
        List.of(
            response.path("_error"),
            entry.path("_error"),
            response.path("_errorMessage"),
            entry.path("_errorMessage"))) {
      if (field.isString() && !field.asString().isEmpty()) {
        return field.asString();
      }
    }
    return status(entry) == 0 ? text(response, "statusText") : "";
  }

  private long number(JsonNode entry) {
    exchanges++;
    long own = isOurs ? entry.path("_exchange").asLong(0) : 0;
    long number = own > 0 ? own : exchanges;
    while (!numbers.add(number)) {
      number++;
    }
    return number;
  }

  private Connection connection(
      JsonNode entry, HostPort server, EntryTimes times, List<WireEvent> events) {
    int before = connections.size();
    Connection connection = connection(entry, server);
    if (connections.size() > before) {
      events.add(new WireEvent.Opened(times.begun(), connection));
      Duration connect = times.connect();
      if (connect != null) {
        JsonNode tls = entry.path("_tls");
        events.add(
            new WireEvent.ServerReached(
                times.started(),
                connection,
                tls.path("address").asString(text(entry, "serverIPAddress")),
                times.dns(),
                connect.minus(times.ssl()),
                times.ssl(),
                text(tls, "protocol"),
                text(tls, "cipher")));
      }
    }
    return connection;
  }

  private Connection connection(JsonNode entry, HostPort server) {
    String id = entry.path("connection").asString("");
    return connections.computeIfAbsent(
        server + " " + id,
        key ->
            new Connection(
                isOurs && id.matches("\\d{1,18}") ? Long.parseLong(id) : connections.size() + 1L,
                server,
                text(entry, "_client")));
  }

  private static List<Header> headers(JsonNode message) {
    List<Header> headers = new ArrayList<>();
    for (JsonNode header : message.path("headers")) {
      String name = text(header, "name");
      // HTTP/2 pseudo-headers say again what the request line says.
      if (!name.isEmpty() && !name.startsWith(":")) {
        headers.add(new Header(name, text(header, "value")));
      }
    }
    return headers;
  }

  /** The bytes of a message as far as the file knows them. */
  private static long known(JsonNode message) {
    long transferred = message.path("_transferSize").asLong(-1);
    return transferred >= 0
        ? transferred
        : Math.max(0, message.path("headersSize").asLong(0))
            + Math.max(0, message.path("bodySize").asLong(0));
  }

  /** The status, or 0 where no answer came: tools write 0, -1, or no response at all. */
  private static int status(JsonNode entry) {
    int status = entry.path("response").path("status").asInt(0);
    return status >= 101 && status <= 999 ? status : 0;
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asString("");
  }
}
