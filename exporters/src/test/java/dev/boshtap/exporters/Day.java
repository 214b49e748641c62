package dev.boshtap.exporters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A day's traffic, made up from a seed. */
final class Day {

  private static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.000999999Z");

  private final Random random;
  private final List<WireEvent> wire = new ArrayList<>();
  private long clock = 77_000_000_123L;
  private long wall;
  private long exchange;
  private @Nullable Connection unreached;

  Day(long seed) {
    random = new Random(seed);
  }

  /** Some time later; the wall clock drifts, and now and then the machine sleeps. */
  private Moment later(long most) {
    long step = 1 + random.nextLong(most);
    clock += step;
    wall += step + random.nextLong(2_000_000);
    wall += random.nextInt(40) == 0 ? Duration.ofMinutes(3).toNanos() : 0;
    return now();
  }

  private Moment now() {
    return new Moment(NOON.plusNanos(wall), clock);
  }

  /**
   * When recording stops. Of what is open then, a file says for how long it was; when nothing is, a
   * file ends with the last that happened, and what becomes due after that is not in it.
   */
  Moment over(List<WireEvent> wire) {
    long begun = wire.stream().filter(WireEvent.Started.class::isInstance).count();
    long ended = wire.stream().filter(WireEvent.Ended.class::isInstance).count();
    return begun > ended ? later(1_000_000_000) : wire.get(wire.size() - 1).at();
  }

  List<WireEvent> play() {
    for (int i = 0; i < 3; i++) {
      polls(new Connection(i + 1, Samples.BOSH, "127.0.0.1:5000" + i));
      calls(new Connection(i + 11, Samples.REST, "127.0.0.1:5010" + i));
    }
    socket(new Connection(4, Samples.BOSH, "127.0.0.1:50009"));
    wire.sort(Comparator.comparing(WireEvent::at));
    return wire;
  }

  /** A connection whose server leg stood before the first request, or is made for it. */
  private void opened(Connection connection) {
    wire.add(new WireEvent.Opened(later(5_000_000), connection));
    if (random.nextBoolean()) {
      reached(connection);
    } else {
      unreached = connection;
    }
  }

  private void polls(Connection connection) {
    opened(connection);
    String sid = "5e55" + connection.number();
    poll(
        connection,
        "<body rid='1' hold='1' wait='30' ver='1.6' to='h' %s/>".formatted(NS),
        "<body sid='%s' wait='30' hold='1' requests='2' inactivity='60' %s/>".formatted(sid, NS));
    poll(
        connection,
        "<body rid='2' sid='%s' %s><auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'"
                .formatted(sid, NS)
            + " mechanism='PLAIN'>ADEwMDEwMDMAczNjcjN0</auth></body>",
        "<body %s><success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></body>".formatted(NS));
    for (int rid = 3; rid < 9; rid++) {
      poll(connection, "<body rid='%d' sid='%s' %s/>".formatted(rid, sid, NS), answer());
    }
  }

  private void reached(Connection connection) {
    wire.add(
        new WireEvent.ServerReached(
            later(90_000_000),
            connection,
            "192.0.2.10:7443",
            random.nextBoolean() ? null : Duration.ofNanos(1_234_567),
            Duration.ofNanos(random.nextInt(9_000_000)),
            Duration.ofNanos(random.nextInt(9_000_000)),
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256"));
  }

  /** What a desktop asks beside its polls, by an agent whom only the credentials name. */
  private void calls(Connection connection) {
    opened(connection);
    for (int i = 0; i < 6; i++) {
      call(connection, random.nextInt(5), "0c9fd2e2-" + i);
    }
  }

  private void call(Connection connection, int which, String requestId) {
    String api = "/finesse/api/";
    switch (which) {
      case 0 ->
          rest(
              connection,
              "GET",
              api + "SystemInfo?timestampOnly&nocache=" + now().wall().toEpochMilli(),
              "",
              requestId,
              "<SystemInfo><currentTimestamp>%s</currentTimestamp></SystemInfo>"
                  .formatted(now().wall()));
      case 1 ->
          rest(
              connection,
              "PUT",
              api + "User/1001003",
              "<User><state>NOT_READY</state><reasonCodeId>7</reasonCodeId></User>",
              requestId,
              "");
      case 2 ->
          rest(
              connection,
              "POST",
              api + "User/1001003/Dialogs",
              "<Dialog><requestedAction>MAKE_CALL</requestedAction>"
                  + "<toAddress>5551234567</toAddress></Dialog>",
              requestId,
              "<ApiErrors><ApiError><ErrorType>Invalid Input</ErrorType></ApiError></ApiErrors>");
      case 3 -> rest(connection, "GET", api + "User/1001003/Dialogs", "", requestId, "<Dialogs/>");
      default ->
          rest(
              connection,
              "PUT",
              api + "Dialog/32458",
              "<Dialog><requestedAction>ANSWER</requestedAction>"
                  + "<targetMediaAddress>1001003</targetMediaAddress></Dialog>",
              requestId,
              "");
    }
  }

  private void rest(
      Connection connection,
      String method,
      String target,
      String body,
      String requestId,
      String answer) {
    String basic = Base64.getEncoder().encodeToString("1001003:s3cr3t".getBytes(UTF_8));
    exchange(
        connection,
        new RequestHead(
            method,
            target,
            "HTTP/1.1",
            List.of(
                new Header("Authorization", "Basic " + basic),
                new Header("requestId", requestId),
                new Header("Content-Type", "application/xml"),
                new Header("Content-Length", "" + body.length()))),
        body,
        answer);
  }

  private String answer() {
    return switch (random.nextInt(6)) {
      case 0 -> "<body %s></body>".formatted(NS);
      case 1 -> "<body type='terminate' condition='item-not-found' %s/>".formatted(NS);
      case 2 -> "<html>Züruck 山</html>";
      case 3 -> "";
      default ->
          ("<body %s><message xmlns='jabber:client' from='pubsub.h'"
                  + " to='1001003@h/desktop'><event"
                  + " xmlns='http://jabber.org/protocol/pubsub#event'><items"
                  + " node='/finesse/api/User/1001003'><item id='i'><notification"
                  + " xmlns='http://jabber.org/protocol/pubsub'>&lt;Update&gt;&lt;event&gt;PUT"
                  + "&lt;/event&gt;&lt;data&gt;&lt;user&gt;&lt;loginId&gt;1001003&lt;/loginId&gt;"
                  + "&lt;password&gt;s3cr3t&lt;/password&gt;&lt;state&gt;%s&lt;/state&gt;"
                  + "&lt;/user&gt;&lt;/data&gt;&lt;/Update&gt;</notification></item></items>"
                  + "</event></message></body>")
              .formatted(NS, random.nextBoolean() ? "READY" : "NOT_READY");
    };
  }

  private void poll(Connection connection, String request, String answer) {
    exchange(
        connection,
        new RequestHead(
            "POST",
            "/http-bind/?a=%7B" + (random.nextBoolean() ? "|" : ""),
            "HTTP/1.1",
            List.of(
                new Header("Content-Type", "text/xml; charset=utf-8"),
                new Header("Content-Length", "" + request.length()))),
        request,
        answer);
  }

  private void exchange(Connection connection, RequestHead head, String request, String answer) {
    exchange++;
    byte[] body = request.getBytes(UTF_8);
    wire.add(new WireEvent.Started(later(50_000_000), exchange, connection, head));
    wire.add(new WireEvent.RequestBytes(now(), exchange, body));
    if (random.nextInt(12) > 0) {
      wire.add(new WireEvent.RequestCompleted(later(900_000), exchange, body.length));
    }
    if (connection.equals(unreached)) {
      unreached = null;
      reached(connection);
    }
    List<Ending> endings = Samples.endings();
    Ending ending =
        random.nextInt(3) == 0 ? endings.get(random.nextInt(endings.size())) : Ending.ANSWERED;
    long size = -1;
    if (ending.equals(Ending.ANSWERED) || random.nextBoolean()) {
      boolean packed = random.nextBoolean();
      byte[] bytes = packed ? gzip(answer) : answer.getBytes(UTF_8);
      List<Header> headers = new ArrayList<>();
      headers.add(new Header("Content-Type", "text/xml; charset=utf-8"));
      if (packed) {
        headers.add(new Header("Content-Encoding", "gzip"));
      }
      headers.add(
          random.nextBoolean()
              ? new Header("Transfer-Encoding", "chunked")
              : new Header("Content-Length", "" + bytes.length));
      int status = random.nextInt(5) == 0 ? 503 : 200;
      wire.add(
          new WireEvent.ResponseStarted(
              later(50_000_000_000L),
              exchange,
              new ResponseHead("HTTP/1.1", status, status == 200 ? "OK" : "", headers, true)));
      // Of an answer that is still on its way, a file does not say how much came packed.
      if (!(ending instanceof Ending.Open)) {
        wire.add(new WireEvent.ResponseBytes(later(900_000), exchange, bytes));
        size = bytes.length;
      }
    }
    // When which byte of a body came, no file says.
    Moment ended = later(size < 0 ? 30_000_000_000L : 900_000);
    if (!(ending instanceof Ending.Open)) {
      wire.add(new WireEvent.Ended(ended, exchange, ending, size, 300, Math.max(0, size) + 200, 0));
    }
  }

  /** A WebSocket with stanzas, pings that are answered or not, and one end or another. */
  private void socket(Connection connection) {
    exchange++;
    wire.add(new WireEvent.Opened(later(5_000_000), connection));
    Header upgrade = new Header("Upgrade", "websocket");
    RequestHead asked = new RequestHead("GET", "/ws/", "HTTP/1.1", List.of(upgrade));
    wire.add(new WireEvent.Started(later(5_000_000), exchange, connection, asked));
    wire.add(new WireEvent.RequestCompleted(later(900), exchange, 0));
    List<Header> agreed = List.of(upgrade, new Header("Sec-WebSocket-Protocol", "xmpp"));
    wire.add(
        new WireEvent.ResponseStarted(
            later(50_000_000),
            exchange,
            new ResponseHead("HTTP/1.1", 101, "Switching Protocols", agreed, true)));
    text(Side.CLIENT, "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='h'/>");
    text(Side.SERVER, "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' id='s'/>");
    for (int i = 0; i < 12; i++) {
      Side from = random.nextBoolean() ? Side.CLIENT : Side.SERVER;
      switch (random.nextInt(6)) {
        case 0 ->
            text(
                Side.CLIENT,
                "<iq type='get' id='p%d'><ping xmlns='urn:xmpp:ping'/></iq>".formatted(i));
        case 1 -> text(Side.SERVER, "<iq type='result' id='p%d'/>".formatted(i - 1));
        case 2 -> message(from, SocketMessage.PING, new byte[] {(byte) i}, Set.of());
        case 3 -> message(from, SocketMessage.PONG, new byte[] {(byte) (i - 1)}, Set.of());
        case 4 ->
            message(
                from,
                SocketMessage.TEXT,
                new byte[] {'<', (byte) 0xff},
                EnumSet.of(SocketFault.MASKED));
        default -> text(Side.SERVER, "<presence from='finesse@h/d' xmlns='jabber:client'/>");
      }
    }
    if (random.nextBoolean()) {
      message(Side.SERVER, SocketMessage.CLOSE, new byte[] {3, (byte) 0xE9, 'x'}, Set.of());
    }
    if (random.nextInt(4) > 0) {
      Ending ending = new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false);
      wire.add(new WireEvent.Ended(later(9_000_000_000L), exchange, ending, 0, 300, 400, 0));
    }
  }

  private void text(Side from, String text) {
    message(from, SocketMessage.TEXT, text.getBytes(UTF_8), Set.of());
  }

  private void message(Side from, int opcode, byte[] payload, Set<SocketFault> faults) {
    boolean odd = random.nextInt(4) == 0;
    SocketMessage message =
        new SocketMessage(
            from,
            opcode,
            payload,
            odd ? random.nextInt(3) - 1 : 0,
            payload.length + 6,
            odd ? 3 : 1,
            odd,
            faults);
    wire.add(new WireEvent.MessageSeen(later(14_000_000_000L), exchange, message));
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
