package dev.boshtap.exporters.saz;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.json.ClockJson;
import dev.boshtap.exporters.read.FiddlerAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
 * Turns the sessions of one archive into what was seen on the wire. Remembers which connections
 * were told of already; sessions are given to it in order of time.
 */
final class SessionReader {

  /** Header fields that Fiddler adds to a WebSocket's answer when it is over. */
  private static final Set<String> FIDDLERS = Set.of("EndTime", "ReceivedBytes", "SentBytes");

  private static final String NOT_WHOLE = " whose bodies are not, or not whole, in the file";

  private final Set<HostPort> decrypted;
  private final Map<String, Connection> connections = new HashMap<>();
  private final Set<Long> numbers = new HashSet<>();
  private final Map<String, Long> losses = new LinkedHashMap<>();
  private @Nullable Moment latest;
  private boolean isDamaged;

  SessionReader(Set<HostPort> decrypted) {
    this.decrypted = decrypted;
  }

  /**
   * A session's parts.
   *
   * @param number the session's number
   * @param begun when it began
   * @param request the raw request
   * @param response the raw answer, or null where there is none
   */
  record Parts(
      long number,
      Moment begun,
      SessionMetadata metadata,
      RawMessage request,
      @Nullable RawMessage response) {}

  /**
   * What a session tells.
   *
   * @param events in order of time, without its end
   * @param exchange its number, or 0 where it was no exchange
   * @param end its end, or null where it has none
   */
  record Told(List<WireEvent> events, long exchange, WireEvent.@Nullable Ended end) {}

  /** What the sessions read so far do not say, and how often. */
  Map<String, Long> losses() {
    return losses;
  }

  void lost(String what) {
    losses.merge(what, 1L, Long::sum);
  }

  /** Counts something that is damaged. */
  void damaged(String what) {
    isDamaged = true;
    lost(what);
  }

  /** Whether something was damaged so far. */
  boolean isDamaged() {
    return isDamaged;
  }

  /** The latest moment known of so far, or null before the first. */
  @Nullable Moment latest() {
    return latest;
  }

  /** Something happened then. */
  void saw(@Nullable Moment moment) {
    if (moment != null && (latest == null || latest.compareTo(moment) < 0)) {
      latest = moment;
    }
  }

  Told read(Parts parts) {
    SessionRequest request = SessionRequest.read(parts.request(), parts.metadata()).orElse(null);
    if (request == null) {
      lost("sessions that do not say which server they went to");
      return new Told(List.of(), 0, null);
    }
    saw(parts.begun());
    OwnFacts own = OwnFacts.of(parts.metadata()).orElse(null);
    if (request.isConnect() && own == null) {
      return tunnel(parts, request.server());
    }
    ClockJson clock = own == null ? null : own.clock().orElse(null);
    SessionTimes times =
        clock == null ? SessionTimes.of(parts.metadata(), parts.begun()) : SessionTimes.of(clock);
    saw(clock == null ? null : clock.until());
    saw(times.answered());
    saw(times.ended());
    List<WireEvent> events = new ArrayList<>(8);
    Connection connection = connection(parts, request.server(), times, own, events);
    long number = number(own == null ? parts.number() : own.exchange());
    events.add(new WireEvent.Started(times.started(), number, connection, request.head()));
    RawMessage sent = parts.request();
    Moment complete = times.sent();
    if (sent.body().length > 0) {
      Moment at = complete == null ? times.started() : complete;
      events.add(new WireEvent.RequestBytes(at, number, sent.body()));
    }
    long size =
        own == null
            ? size(sent, parts.metadata(), SessionFlags.REQUEST_BODY_DROPPED, "requests")
            : whole(sent, own.requestMissing(), "requests");
    if (complete != null) {
      events.add(new WireEvent.RequestCompleted(complete, number, size));
    }
    return new Told(events, number, answer(parts, times, own, number, request, events));
  }

  private Told tunnel(Parts parts, HostPort server) {
    // Fiddler lists the CONNECT of what it decrypts, too.
    if (decrypted.contains(server)) {
      return new Told(List.of(), 0, null);
    }
    Connection connection = connection(parts, server, null);
    return new Told(List.of(new WireEvent.TunnelOpened(parts.begun(), connection)), 0, null);
  }

  private WireEvent.@Nullable Ended answer(
      Parts parts,
      SessionTimes times,
      @Nullable OwnFacts own,
      long number,
      SessionRequest request,
      List<WireEvent> events) {
    RawMessage response = parts.response();
    Optional<Ending> fiddler = own == null ? fiddlerSaid(response) : Optional.empty();
    ResponseHead head = fiddler.isPresent() ? null : head(response, own);
    long size = -1;
    if (head != null && response != null) {
      events.add(new WireEvent.ResponseStarted(times.answered(), number, head));
      size =
          own == null
              ? size(request, head, response, parts.metadata())
              : own.responseSize(whole(response, own.responseMissing(), "answers"));
      if (response.body().length > 0) {
        Moment at = times.ended() == null ? times.answered() : times.ended();
        events.add(new WireEvent.ResponseBytes(at, number, response.body()));
      }
    }
    Moment ended = times.ended() == null ? times.answered() : times.ended();
    boolean timed = head != null || own != null || ended.compareTo(times.started()) != 0;
    Ending ending =
        own == null
            ? fiddler.orElseGet(() -> ending(parts, times, head, timed))
            : own.ending().orElse(Ending.ANSWERED);
    if (ending instanceof Ending.Open) {
      return null;
    }
    if (!timed) {
      lost("requests without an answer, of which the file does not say how long they were held");
    }
    return new WireEvent.Ended(
        ended,
        number,
        ending,
        size,
        own == null ? parts.request().size() : own.fromClient(),
        own == null ? Math.max(0, size) : own.fromServer(),
        0);
  }

  private static Optional<Ending> fiddlerSaid(@Nullable RawMessage response) {
    return response == null
        ? Optional.empty()
        : FiddlerAnswer.ending(
            status(response), new String(response.body(), StandardCharsets.UTF_8));
  }

  /** By Fiddler's flags and timers; who hung up is in neither. */
  private static Ending ending(
      Parts parts, SessionTimes times, @Nullable ResponseHead head, boolean timed) {
    Optional<String> aborted = parts.metadata().flag("x-aborted-when");
    if (aborted.isPresent()) {
      return new Ending.Unknown("aborted when " + aborted.get(), timed);
    }
    if (head == null) {
      return times.ended() == null ? Ending.OPEN : new Ending.Unknown("", timed);
    }
    if (head.status() == 101) {
      // Fiddler writes its header fields when the WebSocket is over.
      RawMessage response = parts.response();
      return response != null && response.header("EndTime").isPresent()
          ? new Ending.Unknown("")
          : Ending.OPEN;
    }
    return Ending.ANSWERED;
  }

  private static @Nullable ResponseHead head(
      @Nullable RawMessage response, @Nullable OwnFacts own) {
    int status = response == null ? 0 : status(response);
    if (response == null || status < 101 || status > 999) {
      return null;
    }
    String[] line = response.startLine().split(" ", 3);
    List<Header> headers =
        new ArrayList<>(own == null ? response.headers() : own.asCame(response.headers()));
    if (own == null && status == 101) {
      headers.removeIf(header -> FIDDLERS.contains(header.name()));
    }
    Optional<String> coding = own == null ? Optional.empty() : own.contentEncoding();
    coding.ifPresent(value -> headers.add(new Header("Content-Encoding", value)));
    return new ResponseHead(
        line[0],
        status,
        line.length > 2 ? line[2] : "",
        headers,
        coding.isEmpty() && isAsOnTheWire(response, own));
  }

  /** Not where an alias of another length than its secret stands in it. */
  private static boolean isAsOnTheWire(RawMessage response, @Nullable OwnFacts own) {
    int length = response.body().length;
    return own == null || own.responseMissing() > 0 || own.responseSize(length) == length;
  }

  /** The status, or 0 where there is none: no answer has no start line. */
  private static int status(RawMessage response) {
    String[] line = response.startLine().split(" ", 3);
    try {
      return line.length > 1 && line[0].startsWith("HTTP/") ? Integer.parseInt(line[1]) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** An answer's body's size: there is none where the answer is to say what it would have been. */
  private long size(
      SessionRequest request, ResponseHead head, RawMessage response, SessionMetadata metadata) {
    return request.head().method().equals("HEAD") || head.status() == 304
        ? 0
        : size(response, metadata, SessionFlags.RESPONSE_BODY_DROPPED, "answers");
  }

  /** A body's size in a file of ours; what is missing of it is said. */
  private long whole(RawMessage message, long missing, String of) {
    if (missing > 0) {
      lost(of + NOT_WHOLE);
    }
    return message.body().length + missing;
  }

  /** A body's size; what is missing of it is said. */
  private long size(RawMessage message, SessionMetadata metadata, int dropped, String of) {
    long size = message.size();
    if (metadata.has(dropped) && dropped == SessionFlags.RESPONSE_BODY_DROPPED) {
      try {
        size =
            Math.max(
                size,
                metadata.flag("x-responsebodytransferlength").map(Long::parseLong).orElse(0L));
      } catch (NumberFormatException e) {
        // Then nobody knows.
      }
    }
    if (size > message.body().length || metadata.has(dropped)) {
      lost(of + NOT_WHOLE);
    }
    return size;
  }

  private long number(long session) {
    long number = session;
    while (!numbers.add(number)) {
      number++;
    }
    return number;
  }

  private Connection connection(
      Parts parts,
      HostPort server,
      SessionTimes times,
      @Nullable OwnFacts own,
      List<WireEvent> events) {
    int before = connections.size();
    Connection connection = connection(parts, server, own);
    if (connections.size() > before) {
      events.add(new WireEvent.Opened(parts.begun(), connection));
    }
    if (own != null) {
      own.reached().ifPresent(json -> events.add(reached(times.reached(), connection, json)));
    } else if (connections.size() > before) {
      reached(parts.metadata(), connection, times).ifPresent(events::add);
    }
    return connection;
  }

  private Connection connection(Parts parts, HostPort server, @Nullable OwnFacts own) {
    String client = own == null ? client(parts.metadata()) : own.client();
    String id = own == null ? client : "boshtap " + own.connection();
    return connections.computeIfAbsent(
        server + " " + id,
        key ->
            new Connection(
                own == null ? connections.size() + 1L : own.connection(), server, client));
  }

  /** The client's address and port as text, empty where the session does not say. */
  private static String client(SessionMetadata metadata) {
    String port = metadata.flag("x-clientport").orElse("");
    String address = metadata.flag("x-clientip").orElse("").replaceFirst("^::ffff:", "");
    if (address.isEmpty() || port.isEmpty()) {
      return address + port;
    }
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  private static WireEvent reached(Moment at, Connection connection, JsonNode json) {
    return new WireEvent.ServerReached(
        at,
        connection,
        json.path("address").asString(""),
        json.path("dns").isIntegralNumber() ? Duration.ofNanos(json.path("dns").asLong(0)) : null,
        Duration.ofNanos(json.path("connect").asLong(0)),
        Duration.ofNanos(json.path("tls").asLong(0)),
        json.path("protocol").asString(""),
        json.path("cipher").asString(""));
  }

  private static Optional<WireEvent> reached(
      SessionMetadata metadata, Connection connection, SessionTimes times) {
    Instant connected = metadata.at("ServerConnected");
    if (connected == null || metadata.has(SessionFlags.SERVER_PIPE_REUSED)) {
      return Optional.empty();
    }
    return Optional.of(
        new WireEvent.ServerReached(
            times.reached(),
            connection,
            metadata.flag("x-hostip").orElse(""),
            metadata.span("DNSTime"),
            metadata.span("TCPConnectTime"),
            metadata.span("HTTPSHandshakeTime"),
            "",
            ""));
  }
}
