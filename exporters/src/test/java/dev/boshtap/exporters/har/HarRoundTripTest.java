package dev.boshtap.exporters.har;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.json.EventLines;
import dev.boshtap.exporters.json.EventSchema;
import dev.boshtap.exporters.redact.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the observer says of traffic, it says of the HAR of that traffic. */
class HarRoundTripTest {

  private static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";
  private static final Ending RESET = new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false);

  @TempDir private Path folder;

  private final List<WireEvent> wire = new ArrayList<>();
  private long exchange;

  private void request(long millis, String body) {
    exchange++;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    RequestHead head =
        new RequestHead(
            "POST",
            "/http-bind/",
            "HTTP/1.1",
            List.of(
                new Header("Content-Type", "text/xml; charset=utf-8"),
                new Header("Cookie", "JSESSIONID=s3cr3t")));
    wire.add(new WireEvent.Started(Samples.at(millis), exchange, Samples.CONNECTION, head));
    wire.add(new WireEvent.RequestBytes(Samples.at(millis), exchange, bytes));
    wire.add(new WireEvent.RequestCompleted(Samples.at(millis), exchange, bytes.length));
  }

  private void answer(long millis, int status, String body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    // As servers do: what is small is not packed.
    boolean isPacked = body.length() > 100;
    byte[] bytes = isPacked ? packed.toByteArray() : body.getBytes(StandardCharsets.UTF_8);
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Content-Type", "text/xml; charset=utf-8"));
    if (isPacked) {
      headers.add(new Header("Content-Encoding", "gzip"));
    }
    wire.add(
        new WireEvent.ResponseStarted(
            Samples.at(millis),
            exchange,
            new ResponseHead("HTTP/1.1", status, status == 200 ? "OK" : "No", headers, true)));
    wire.add(new WireEvent.ResponseBytes(Samples.at(millis), exchange, bytes));
    end(millis, Ending.ANSWERED, bytes.length);
  }

  private void end(long millis, Ending ending, long size) {
    wire.add(
        new WireEvent.Ended(
            Samples.at(millis), exchange, ending, size, 400, Math.max(0, size) + 200, 0));
  }

  /** A login, a state change, a late answer, a lost poll, a lost session, an open poll. */
  private void play() throws IOException {
    wire.add(new WireEvent.Opened(Samples.at(0), Samples.CONNECTION));
    wire.add(
        new WireEvent.ServerReached(
            Samples.at(36),
            Samples.CONNECTION,
            "192.0.2.10:7443",
            Duration.ofMillis(2),
            Duration.ofMillis(11),
            Duration.ofMillis(23),
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256"));
    request(36, "<body rid='1' hold='1' wait='30' ver='1.9' to='h' %s/>".formatted(NS));
    answer(
        60,
        200,
        "<body sid='3445afbe' wait='30' hold='1' requests='2' inactivity='60' %s/>".formatted(NS));
    request(
        70,
        ("<body rid='2' sid='3445afbe' %s><auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'"
                + " mechanism='PLAIN'>AHMzY3IzdABzM2NyM3Q=</auth></body>")
            .formatted(NS));
    answer(
        90,
        200,
        "<body %s><success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></body>".formatted(NS));
    request(
        100,
        ("<body rid='3' sid='3445afbe' %s><iq xmlns='jabber:client' type='set' id='b'>"
                + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desktop</resource>"
                + "</bind></iq></body>")
            .formatted(NS));
    answer(
        120,
        200,
        ("<body %s><iq xmlns='jabber:client' type='result' id='b'>"
                + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>1001003@h/desktop</jid>"
                + "</bind></iq></body>")
            .formatted(NS));
    request(130, "<body rid='4' sid='3445afbe' %s/>".formatted(NS));
    answer(
        5_130,
        200,
        ("<body %s><message xmlns='jabber:client' from='pubsub.h'>"
                + "<event xmlns='http://jabber.org/protocol/pubsub#event'>"
                + "<items node='/finesse/api/User/1001003'><item id='i1'>"
                + "<notification xmlns='http://jabber.org/protocol/pubsub'>"
                + "&lt;Update&gt;&lt;event&gt;PUT&lt;/event&gt;&lt;source&gt;"
                + "/finesse/api/User/1001003&lt;/source&gt;&lt;data&gt;&lt;user&gt;"
                + "&lt;firstName&gt;Zoë &amp;amp; 山&lt;/firstName&gt;"
                + "&lt;loginId&gt;1001003&lt;/loginId&gt;&lt;state&gt;READY&lt;/state&gt;"
                + "&lt;/user&gt;&lt;/data&gt;&lt;/Update&gt;"
                + "</notification></item></items></event></message></body>")
            .formatted(NS));
    request(5_140, "<body rid='5' sid='3445afbe' %s/>".formatted(NS));
    answer(47_140, 200, "<body %s></body>".formatted(NS));
    request(47_150, "<body rid='6' sid='3445afbe' %s/>".formatted(NS));
    end(60_157, RESET, -1);
    request(60_200, "<body rid='6' sid='3445afbe' %s/>".formatted(NS));
    answer(60_240, 404, "Invalid SID.");
    request(61_000, "<body rid='77' hold='1' wait='30' ver='1.9' to='h' %s/>".formatted(NS));
  }

  private static List<Observation> observed(List<WireEvent> wire, Moment end) {
    Observer observer = new Observer(Limits.DEFAULTS);
    List<Observation> all = new ArrayList<>();
    wire.forEach(event -> all.addAll(observer.on(event)));
    all.addAll(observer.finish(end));
    return all;
  }

  private static List<String> lines(Redactor redactor, List<Observation> observations)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EventLines lines = new EventLines(out)) {
      for (Observation observation : observations) {
        lines.accept(redactor.redact(observation));
      }
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The last poll is open still: within its time, or for longer. */
  @ParameterizedTest
  @CsvSource({"true, 64000", "false, 64000", "false, 200000"})
  void theFileTellsWhatTheTrafficTold(boolean redact, long until) throws IOException {
    play();
    Redactor redactor = redact ? Redactor.secrets() : Redactor.none();
    List<Observation> live = observed(wire, Samples.at(until));
    Path file = folder.resolve("a.har");
    try (HarSink sink =
        new HarSink(file, new HarOptions("0.1.0", ZoneOffset.UTC, redactor.policy()))) {
      for (Observation observation : live) {
        sink.accept(redactor.redact(observation));
      }
    }

    List<WireEvent> read = new ArrayList<>();
    Moment end;
    try (HarReader reader = HarReader.open(file)) {
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        read.add(event);
      }
      end = reader.end().orElseThrow();
    }
    List<String> again = lines(Redactor.none(), observed(read, end));

    assertThat(again).isEqualTo(lines(redactor, live)).hasSizeGreaterThan(8);
    assertThat(again).allSatisfy(line -> assertThat(EventSchema.errors(line)).isEmpty());
    assertThat(again).anyMatch(line -> line.contains("\"endedBy\":\"server\",\"how\":\"reset\""));
    assertThat(again).anyMatch(line -> line.contains("Zoë & 山"));
  }

  @Test
  void whatIsNotOursIsObservedToo() throws IOException {
    List<WireEvent> read = new ArrayList<>();
    try (HarReader reader =
        HarReader.open(Path.of("src", "test", "resources", "captures", "chrome.har"))) {
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        read.add(event);
      }
    }

    assertThat(observed(read, Samples.at(100_000)))
        .filteredOn(
            observation ->
                observation instanceof Observation.Happened happened
                    && happened.event() instanceof Event.Poll)
        .singleElement()
        .satisfies(
            observation -> {
              Event.Poll poll = (Event.Poll) ((Observation.Happened) observation).event();
              assertThat(poll.outcome()).isEqualTo(Event.Outcome.UNANSWERED);
              assertThat(poll.held()).isEqualTo(Duration.ofMillis(41_007));
              assertThat(poll.ending()).isEqualTo(new Ending.Unknown("net::ERR_ABORTED"));
            });
  }
}
