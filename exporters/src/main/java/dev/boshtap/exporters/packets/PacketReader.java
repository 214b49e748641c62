package dev.boshtap.exporters.packets;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells the HTTP/1 in a file of packets (pcapng, pcap) as what was seen on the wire, once an
 * installed tshark has put the packets together and decrypted them: with a key log ({@code
 * SSLKEYLOGFILE}), or with secrets embedded in the pcapng. Packets show what no other capture of
 * others does: who closed a connection, and how. They were taken in one place, so that what is told
 * of the ends is what was seen there.
 *
 * <p>Bodies are as tshark shows them, their coding taken off.
 */
public final class PacketReader implements CaptureReader {

  /** From 4.2 on, tshark writes bodies in hexadecimal. Possessive: Java else recurses. */
  private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2}:?)*+");

  private final Tshark tshark;
  private final Map<String, Flow> flows = new HashMap<>();
  private final Deque<WireEvent> told = new ArrayDeque<>();
  private final List<String> losses = new ArrayList<>();
  private @Nullable Moment last;
  private long exchanges;
  private boolean isOver;
  private boolean isDamaged;

  private PacketReader(Tshark tshark) {
    this.tshark = tshark;
  }

  /**
   * Opens a file of packets.
   *
   * @param keyLog the secrets of its TLS connections, where they are not embedded
   * @throws CaptureException when no tshark is installed, or the key log is not there
   * @throws IOException when it cannot be read
   */
  public static PacketReader open(Path file, Optional<Path> keyLog) throws IOException {
    if (keyLog.isPresent() && !Files.isReadable(keyLog.get())) {
      throw new CaptureException(keyLog.get() + ": cannot be read (expected: a key log)");
    }
    return new PacketReader(Tshark.start(file, keyLog));
  }

  @Override
  public @Nullable WireEvent next() throws IOException {
    while (told.isEmpty() && !isOver) {
      JsonNode packet = tshark.next();
      if (packet == null) {
        over();
      } else {
        read(packet);
      }
    }
    return told.poll();
  }

  private void over() throws IOException {
    isOver = true;
    Optional<String> complaint = tshark.complaint();
    isDamaged = complaint.isPresent();
    complaint.ifPresent(losses::add);
    if (exchanges == 0) {
      losses.add("no HTTP/1 in these packets: not there, or encrypted (is the key log right?)");
    }
  }

  @Override
  public Optional<Moment> end() {
    return Optional.ofNullable(last);
  }

  @Override
  public List<Observation.Loss> losses() {
    Moment at = end().orElse(Moment.of(Instant.EPOCH));
    return losses.stream().map(what -> new Observation.Loss(at, what, 1)).toList();
  }

  @Override
  public boolean isDamaged() {
    return isDamaged;
  }

  @Override
  public void close() throws IOException {
    tshark.close();
  }

  private void read(JsonNode packet) {
    Moment at = at(text(packet, "frame_time_epoch"));
    if (text(packet, "tcp_stream").isEmpty() || address(packet, "dst").isEmpty()) {
      return; // Of no connection between two addresses.
    }
    List<String> bodies = texts(packet, "http_file_data");
    int body = 0;
    for (int i = 0; i < packet.path("http_request_method").size(); i++) {
      request(packet, i, at, body < bodies.size() ? bodies.get(body++) : "");
    }
    Flow flow = flows.get(text(packet, "tcp_stream"));
    if (flow == null) {
      return;
    }
    for (int i = 0; i < packet.path("http_response_code").size(); i++) {
      response(packet, i, at, flow, body < bodies.size() ? bodies.get(body++) : "");
    }
    Side sender = flow.sender(text(packet, "tcp_srcport"));
    messages(packet, at, flow, sender);
    if (texts(packet, "tls_alert_message_desc").contains("0")) {
      flow.closing.add(sender);
    }
    boolean reset = isSet(packet, "tcp_flags_reset");
    if (reset || isSet(packet, "tcp_flags_fin")) {
      Ending.Manner manner = reset ? Ending.Manner.RESET : Ending.Manner.CLEAN;
      Ending ending = new Ending.Closed(sender, manner, flow.closing.contains(sender));
      for (Long open = flow.open.poll(); open != null; open = flow.open.poll()) {
        told.add(new WireEvent.Ended(at, open, ending, -1, 0, 0, 0));
      }
      if (flow.socket > 0) {
        told.add(new WireEvent.Ended(at, flow.socket, ending, 0, 0, 0, 0));
        flow.socket = 0;
      }
    }
  }

  private void request(JsonNode packet, int i, Moment at, String body) {
    List<Header> headers = headers(packet, "http_request_line");
    Flow flow =
        flows.computeIfAbsent(text(packet, "tcp_stream"), stream -> begin(packet, at, headers));
    exchanges++;
    flow.open.add(exchanges);
    byte[] bytes = bytes(body);
    told.add(
        new WireEvent.Started(
            at,
            exchanges,
            flow.connection(),
            new RequestHead(
                text(packet, "http_request_method", i),
                text(packet, "http_request_uri", i),
                text(packet, "http_request_version", i),
                headers.stream()
                    .filter(header -> !header.name().equalsIgnoreCase("Content-Encoding"))
                    .toList())));
    if (bytes.length > 0) {
      told.add(new WireEvent.RequestBytes(at, exchanges, bytes));
    }
    told.add(new WireEvent.RequestCompleted(at, exchanges, bytes.length));
  }

  private Flow begin(JsonNode packet, Moment at, List<Header> headers) {
    String port = text(packet, "tcp_dstport");
    String address = address(packet, "dst");
    Connection connection =
        new Connection(
            flows.size() + 1L,
            server(headers, address, port),
            endpoint(address(packet, "src"), text(packet, "tcp_srcport")));
    told.add(new WireEvent.Opened(at, connection));
    return new Flow(connection, text(packet, "tcp_srcport"));
  }

  /** What the client asked to be connected to: the name it knows the server by, if it says it. */
  private static HostPort server(List<Header> headers, String address, String port) {
    String host =
        headers.stream()
            .filter(header -> header.name().equalsIgnoreCase("Host"))
            .map(Header::value)
            .findFirst()
            .orElse("");
    for (String text : List.of(host, host + ":" + port)) {
      try {
        return HostPort.parse(text);
      } catch (IllegalArgumentException e) {
        // The next way to write it, or the address.
      }
    }
    return HostPort.parse(endpoint(address, port));
  }

  private void response(JsonNode packet, int i, Moment at, Flow flow, String body) {
    int status = number(text(packet, "http_response_code", i));
    boolean isInterim = status < 200 && status != 101;
    Long exchange = isInterim ? null : flow.open.poll();
    if (exchange == null) {
      return;
    }
    List<Header> headers = headers(packet, "http_response_line");
    byte[] bytes = bytes(body);
    boolean isPacked =
        bytes.length > 0
            && headers.stream().anyMatch(h -> h.name().equalsIgnoreCase("Content-Encoding"));
    told.add(
        new WireEvent.ResponseStarted(
            at,
            exchange,
            new ResponseHead(
                text(packet, "http_response_version", i),
                Math.min(Math.max(status, 101), 999),
                text(packet, "http_response_phrase", i),
                headers,
                !isPacked)));
    if (bytes.length > 0) {
      told.add(new WireEvent.ResponseBytes(at, exchange, bytes));
    }
    if (status == 101) {
      flow.socket = exchange;
    } else {
      told.add(
          new WireEvent.Ended(at, exchange, Ending.ANSWERED, bytes.length, 0, bytes.length, 0));
    }
  }

  private void messages(JsonNode packet, Moment at, Flow flow, Side sender) {
    List<String> texts = texts(packet, "websocket_payload_text");
    int text = 0;
    for (String opcode : texts(packet, "websocket_opcode")) {
      int code = number(opcode);
      boolean isText = code == SocketMessage.TEXT && text < texts.size();
      byte[] payload = isText ? texts.get(text++).getBytes(StandardCharsets.UTF_8) : new byte[0];
      if (flow.socket > 0) {
        told.add(
            new WireEvent.MessageSeen(
                at,
                flow.socket,
                new SocketMessage(sender, code, payload, 0, payload.length, 1, false, Set.of())));
      }
    }
  }

  /** Not before the packet before: captures of several interfaces may be out of order. */
  private Moment at(String epochSeconds) {
    Moment at = last;
    try {
      at = Moment.of(Instant.EPOCH.plus(nanos(new BigDecimal(epochSeconds))));
    } catch (ArithmeticException | NumberFormatException e) {
      // Then it was when the packet before was.
    }
    Moment before = last;
    if (at == null) {
      at = Moment.of(Instant.EPOCH);
    }
    last = before == null || before.compareTo(at) < 0 ? at : before;
    return last;
  }

  private static Duration nanos(BigDecimal seconds) {
    return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
  }

  /** The bytes of a body, whichever way tshark writes them. */
  static byte[] bytes(String body) {
    return !body.isEmpty() && HEX.matcher(body).matches()
        ? HexFormat.of().parseHex(body.replace(":", ""))
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Header> headers(JsonNode packet, String field) {
    List<Header> headers = new ArrayList<>();
    for (String line : texts(packet, field)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    return headers;
  }

  private static String address(JsonNode packet, String end) {
    String four = text(packet, "ip_" + end);
    return four.isEmpty() ? text(packet, "ipv6_" + end) : four;
  }

  private static String endpoint(String address, String port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  private static boolean isSet(JsonNode packet, String flag) {
    String text = text(packet, flag);
    return text.equals("1") || text.equalsIgnoreCase("true");
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String text(JsonNode packet, String field) {
    return text(packet, field, 0);
  }

  private static String text(JsonNode packet, String field, int i) {
    return packet.path(field).path(i).asString("");
  }

  private static List<String> texts(JsonNode packet, String field) {
    List<String> texts = new ArrayList<>();
    packet.path(field).forEach(text -> texts.add(text.asString("")));
    return texts;
  }
}
