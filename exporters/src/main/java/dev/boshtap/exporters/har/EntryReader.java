package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.json.EndingJson;
import dev.boshtap.exporters.read.FiddlerAnswer;
import dev.boshtap.exporters.read.RequestUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  private static final int SWITCHING = 101;

  private final boolean isOurs;
  private final Set<HostPort> decrypted;
  private final Map<String, Connection> connections = new HashMap<>();
  private final Set<Long> numbers = new HashSet<>();
  private long exchanges;
  private final Map<String, Long> losses = new LinkedHashMap<>();
  private @Nullable Moment latest;

  EntryReader(HarIndex index) {
    this.isOurs = index.isOurs();
    this.decrypted = index.decrypted();
  }

  /** The latest moment that an entry read so far knows of, or null before the first. */
  @Nullable Moment latest() {
    return latest;
  }

  /** What the entries read so far do not say, and how often. */
  Map<String, Long> losses() {
    return losses;
  }

  /**
   * What an entry tells.
   *
   * @param events of the exchange's phases, without WebSocket messages and end; the last is last
   * @param exchange its number, or 0 where it was no exchange
   * @param end its end, or null where it has none
   */
  record Told(List<WireEvent> events, long exchange, WireEvent.@Nullable Ended end) {

    static final Told NOTHING = new Told(List.of(), 0, null);

    /** When the exchange began. */
    Moment started() {
      return events.stream()
          .filter(WireEvent.Started.class::isInstance)
          .map(WireEvent::at)
          .findFirst()
          .orElseThrow();
    }

    /** When the last of the events was; of an exchange's. */
    Moment last() {
      return events.get(events.size() - 1).at();
    }
  }

  /** Something happened then. */
  void saw(Moment moment) {
    latest = latest == null || latest.compareTo(moment) < 0 ? moment : latest;
  }

  /**
   * What one entry tells; nothing where it is about no request to a server.
   *
   * @param begun the entry's {@code startedDateTime}
   */
  Told read(JsonNode entry, Moment begun) {
    JsonNode request = entry.path("request");
    Optional<RequestUrl> url = RequestUrl.parse(text(request, "url"));
    if (url.isEmpty()) {
      return Told.NOTHING;
    }
    List<WireEvent> events = new ArrayList<>(8);
    HostPort server = url.get().server();
    if (text(request, "method").equals("CONNECT")) {
      // Fiddler lists the CONNECT of what it decrypts, too.
      if (!decrypted.contains(server)) {
        events.add(new WireEvent.TunnelOpened(begun, connection(entry, server)));
      }
      return new Told(events, 0, null);
    }
    EntryTimes times = EntryTimes.of(entry, begun, isAnswered(entry), isOurs);
    saw(times.ended());
    Connection connection = connection(entry, server, times, events);
    long number = number(entry);
    RequestHead head =
        new RequestHead(
            text(request, "method"),
            isOurs ? request.path("_target").asString(url.get().target()) : url.get().target(),
            text(request, "httpVersion"),
            // The text of postData has its content coding off, and a request cannot say so.
            headers(request).stream()
                .filter(h -> !h.name().equalsIgnoreCase("Content-Encoding"))
                .toList());
    events.add(new WireEvent.Started(times.started(), number, connection, head));
    Moment sent = times.sent();
    HarBody body = HarBody.ofRequest(request);
    missing(body, "requests");
    if (body.bytes().length > 0) {
      Moment at = sent == null ? times.started() : sent;
      events.add(new WireEvent.RequestBytes(at, number, body.bytes()));
    }
    if (sent != null) {
      events.add(new WireEvent.RequestCompleted(sent, number, body.size()));
    }
    return new Told(events, number, answer(entry, times, number, events));
  }

  private WireEvent.@Nullable Ended answer(
      JsonNode entry, EntryTimes times, long number, List<WireEvent> events) {
    JsonNode response = entry.path("response");
    long size = -1;
    if (isAnswered(entry)) {
      ResponseHead head =
          new ResponseHead(
              text(response, "httpVersion"),
              status(entry),
              text(response, "statusText"),
              headers(response),
              isAsOnTheWire(response));
      events.add(new WireEvent.ResponseStarted(answered(entry, times), number, head));
      HarBody body = HarBody.ofResponse(response);
      missing(body, "answers");
      size = isOurs && !head.contentCoded() ? response.path("bodySize").asLong(0) : body.size();
      if (body.bytes().length > 0) {
        events.add(new WireEvent.ResponseBytes(times.ended(), number, body.bytes()));
      }
    }
    if (!isOurs && status(entry) == SWITCHING && !entry.has(EntryLoader.MESSAGES)) {
      // Firefox writes of a WebSocket how it was agreed to, and no more.
      lost("WebSockets whose messages, and whose end, are not in the file");
      return null;
    }
    Ending ending = ending(entry, times.saysHeld());
    if (!times.saysHeld()) {
      lost("requests without an answer, of which the file does not say how long they were held");
    }
    return ending instanceof Ending.Open
        ? null
        : new WireEvent.Ended(
            times.ended(),
            number,
            ending,
            size,
            entry.path("_fromClient").asLong(known(entry.path("request"))),
            // Where no answer came, Firefox has a size all the same, the request's.
            entry.path("_fromServer").asLong(isAnswered(entry) ? known(response) : 0),
            0);
  }

  /** Chrome's {@code wait} of a WebSocket goes on while messages come and go. */
  private Moment answered(JsonNode entry, EntryTimes times) {
    Moment sent = times.sent();
    return !isOurs && status(entry) == SWITCHING && sent != null ? sent : times.answered();
  }

  /**
   * Whether the content is as it was on the wire, as far as it is here: not where a coding was
   * taken off, nor where an alias of another length stands in it, as in files of ours.
   */
  private boolean isAsOnTheWire(JsonNode response) {
    JsonNode content = response.path("content");
    if (content.path("_coded").asBoolean(false)
        || content.path("text").asString("").isEmpty()
        || content.path("_missing").asLong(0) > 0) {
      return true;
    }
    return !isPacked(response)
        && (!isOurs || content.path("size").asLong(0) == response.path("bodySize").asLong(0));
  }

  private static boolean isPacked(JsonNode response) {
    return headers(response).stream()
        .anyMatch(header -> header.name().equalsIgnoreCase("Content-Encoding"));
  }

  /** A body that had a size and is not there is not one that was empty. */
  private void missing(HarBody body, String of) {
    if (body.size() > body.bytes().length) {
      lost(of + " whose bodies are not, or not whole, in the file");
    }
  }

  private void lost(String what) {
    losses.merge(what, 1L, Long::sum);
  }

  /** Whether the server answered: not when Fiddler had to, in its place. */
  private boolean isAnswered(JsonNode entry) {
    return status(entry) != 0 && fiddlerSaid(entry).isEmpty();
  }

  private Ending ending(JsonNode entry, boolean timed) {
    return EndingJson.read(entry.path("_ending"))
        .or(() -> fiddlerSaid(entry))
        .orElseGet(
            () -> {
              String said = said(entry);
              // Who closed a WebSocket, and how, is in nobody's file but ours.
              return status(entry) != 0 && status(entry) != SWITCHING && said.isEmpty()
                  ? Ending.ANSWERED
                  : new Ending.Unknown(said, timed);
            });
  }

  private Optional<Ending> fiddlerSaid(JsonNode entry) {
    JsonNode response = entry.path("response");
    return FiddlerAnswer.ending(status(entry), text(response.path("content"), "text"));
  }

  /** What the tool that wrote the file says of the failure, each in its own field. */
  private static String said(JsonNode entry) {
    JsonNode response = entry.path("response");
    for (JsonNode field :
        List.of(
            response.path("_error"),
            entry.path("_error"),
            response.path("_failureText"),
            response.path("_errorMessage"),
            entry.path("_errorMessage"))) {
      if (field.isString() && !field.asString().isEmpty()) {
        return field.asString();
      }
    }
    String charles = text(response, "_charlesStatus");
    if (!charles.isEmpty() && !charles.equalsIgnoreCase("COMPLETE")) {
      return charles;
    }
    return status(entry) == 0 ? text(response, "statusText") : "";
  }

  private long number(JsonNode entry) {
    exchanges++;
    long own = isOurs ? entry.path("_exchange").asLong(0) : 0;
    long number = own > 0 ? own : exchanges;
    while (isOurs && !numbers.add(number)) {
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
                times.reached(),
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
