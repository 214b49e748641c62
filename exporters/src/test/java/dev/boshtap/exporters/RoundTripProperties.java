package dev.boshtap.exporters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.har.HarSink;
import dev.boshtap.exporters.json.EventLines;
import dev.boshtap.exporters.open.CaptureFiles;
import dev.boshtap.exporters.open.CaptureKeys;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.saz.SazOptions;
import dev.boshtap.exporters.saz.SazSink;
import dev.boshtap.exporters.store.CaptureNews;
import dev.boshtap.exporters.store.CaptureOptions;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.Rotation;
import dev.boshtap.exporters.store.StoreReader;
import dev.boshtap.exporters.table.EventTable;
import dev.boshtap.exporters.table.PollTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What the observer says of a file of ours is, field for field, what it said of the traffic: of
 * exchanges that overlap, on clocks that disagree, packed or not, redacted or not.
 */
class RoundTripProperties {

  private static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";
  private static final Pattern EVENTS_OF_ENTRY = Pattern.compile(",\"_events\":\\[.*");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.000999999Z");

  /** A day's traffic, made up from a seed. */
  private static final class Day {
    private final Random random;
    private final List<WireEvent> wire = new ArrayList<>();
    private long clock = 77_000_000_123L;
    private long wall;
    private long exchange;

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
     * When recording stops. Of what is open then, a file says for how long it was; when nothing is,
     * a file ends with the last that happened, and what becomes due after that is not in it.
     */
    Moment over(List<WireEvent> wire) {
      long begun = wire.stream().filter(WireEvent.Started.class::isInstance).count();
      long ended = wire.stream().filter(WireEvent.Ended.class::isInstance).count();
      return begun > ended ? later(1_000_000_000) : wire.get(wire.size() - 1).at();
    }

    List<WireEvent> play() {
      for (int i = 0; i < 3; i++) {
        connection(new Connection(i + 1, Samples.BOSH, "127.0.0.1:5000" + i));
      }
      socket(new Connection(4, Samples.BOSH, "127.0.0.1:50009"));
      wire.sort(Comparator.comparing(WireEvent::at));
      return wire;
    }

    private void connection(Connection connection) {
      wire.add(new WireEvent.Opened(later(5_000_000), connection));
      Moment reached = later(90_000_000);
      wire.add(
          new WireEvent.ServerReached(
              reached,
              connection,
              "192.0.2.10:7443",
              random.nextBoolean() ? null : Duration.ofNanos(1_234_567),
              Duration.ofNanos(random.nextInt(9_000_000)),
              Duration.ofNanos(random.nextInt(9_000_000)),
              "TLSv1.3",
              "TLS_AES_128_GCM_SHA256"));
      String sid = "5e55" + connection.number();
      exchange(
          connection,
          "<body rid='1' hold='1' wait='30' ver='1.6' to='h' %s/>".formatted(NS),
          "<body sid='%s' wait='30' hold='1' requests='2' inactivity='60' %s/>".formatted(sid, NS));
      for (int rid = 2; rid < 9; rid++) {
        exchange(connection, "<body rid='%d' sid='%s' %s/>".formatted(rid, sid, NS), answer());
      }
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

    private void exchange(Connection connection, String request, String answer) {
      exchange++;
      byte[] body = request.getBytes(UTF_8);
      wire.add(
          new WireEvent.Started(
              later(50_000_000),
              exchange,
              connection,
              new RequestHead(
                  "POST",
                  "/http-bind/?a=%7B" + (random.nextBoolean() ? "|" : ""),
                  "HTTP/1.1",
                  List.of(new Header("Content-Type", "text/xml; charset=utf-8")))));
      wire.add(new WireEvent.RequestBytes(now(), exchange, body));
      if (random.nextInt(12) > 0) {
        wire.add(new WireEvent.RequestCompleted(later(900_000), exchange, body.length));
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
        if (random.nextBoolean()) {
          headers.add(new Header("Transfer-Encoding", "chunked"));
        }
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
        wire.add(
            new WireEvent.Ended(ended, exchange, ending, size, 300, Math.max(0, size) + 200, 0));
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

  private static void check(long seed, Redactor redactor, Path file, Sink sink) throws IOException {
    Day day = new Day(seed);
    List<WireEvent> wire = day.play();
    List<Observation> live =
        Told.observed(wire, day.over(wire)).stream().map(redactor::redact).toList();
    give(live, sink);

    Told told = Told.by(CaptureFiles.open(file, CaptureKeys.NONE));

    assertThat(told.isDamaged()).isFalse();
    assertThat(told.eventLines().lines().toList())
        .isEqualTo(Told.eventLines(live).lines().toList());
  }

  @Property(tries = 60)
  void aHarTellsWhatTheTrafficTold(@ForAll long seed, @ForAll RedactionPolicy policy)
      throws IOException {
    Path file = Files.createTempFile("boshtap-", ".har");
    try {
      HarOptions options = new HarOptions("0.1.0", ZoneOffset.UTC, policy);
      check(seed, Redactor.of(policy, Set.of()), file, new HarSink(file, options));
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 60)
  void anArchiveTellsWhatTheTrafficTold(@ForAll long seed, @ForAll RedactionPolicy policy)
      throws IOException {
    Path file = Files.createTempFile("boshtap-", ".saz");
    try {
      SazOptions options = new SazOptions("0.1.0", ZoneOffset.ofHours(1), policy);
      check(seed, Redactor.of(policy, Set.of()), file, new SazSink(file, options));
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Byte for byte: what is exported from a capture is what would have been written meanwhile. But
   * an entry of a HAR may hold more events: a live one has those that were known when it ended, a
   * capture all that were said of it.
   */
  @Property(tries = 20)
  void aCaptureGivesTheFilesThatTheTrafficGave(@ForAll long seed, @ForAll RedactionPolicy policy)
      throws IOException {
    Path folder = Files.createTempDirectory("boshtap-");
    try {
      Day day = new Day(seed);
      List<WireEvent> wire = day.play();
      Redactor redactor = Redactor.of(policy, Set.of());
      List<Observation> live =
          Told.observed(wire, day.over(wire)).stream().map(redactor::redact).toList();
      Path capture = folder.resolve("a.sqlite");
      CaptureOptions options =
          new CaptureOptions(
              "0.1.0", "desk", policy, 1 << 20, new Rotation(1 << 30, Duration.ofDays(1)), 1 << 26);

      give(live, new CaptureSink(capture, options, TimeSource.SYSTEM, CaptureNews.NONE));

      assertThat(files(recorded(capture), policy, folder).lines().toList())
          .isEqualTo(files(live, policy, folder).lines().toList());
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static List<Observation> recorded(Path capture) throws IOException {
    List<Observation> recorded = new ArrayList<>();
    try (StoreReader reader = StoreReader.open(capture, EventFilter.ALL, true)) {
      for (Observation next = reader.next(); next != null; next = reader.next()) {
        recorded.add(next);
      }
    }
    return recorded;
  }

  /** A HAR, the events, and the tables. */
  private static String files(List<Observation> traffic, RedactionPolicy policy, Path folder)
      throws IOException {
    Path har = folder.resolve("a.har");
    give(traffic, new HarSink(har, new HarOptions("0.1.0", ZoneOffset.UTC, policy)));
    ByteArrayOutputStream events = new ByteArrayOutputStream();
    give(traffic, new EventLines(events));
    StringWriter tables = new StringWriter();
    give(traffic, new PollTable(tables));
    give(traffic, new EventTable(tables));
    String entries = EVENTS_OF_ENTRY.matcher(Files.readString(har)).replaceAll("");
    return entries + events.toString(UTF_8) + tables;
  }

  private static void give(List<Observation> traffic, Sink sink) throws IOException {
    try (sink) {
      for (Observation observation : traffic) {
        sink.accept(observation);
      }
    }
  }
}
