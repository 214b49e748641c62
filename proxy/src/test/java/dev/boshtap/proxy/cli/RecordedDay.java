package dev.boshtap.proxy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.store.CaptureNews;
import dev.boshtap.exporters.store.CaptureOptions;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.Rotation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A capture of agents that become ready, one poll after the other, and of one that is lost. */
final class RecordedDay {

  static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");

  private static final String FRAME =
      "<body xmlns='http://jabber.org/protocol/httpbind' rid='%d' sid='s-%s'/>";

  private final Observer observer = new Observer(Limits.DEFAULTS);
  private final Connection connection;
  private long number;

  RecordedDay() {
    connection = new Connection(1, new HostPort("fin1.example.com", 7443), "127.0.0.1:50000");
  }

  /** Without rotation. */
  static CaptureSink record(Path file) throws IOException {
    return record(file, 1L << 40);
  }

  static CaptureSink record(Path file, long rotateAt) throws IOException {
    return new CaptureSink(
        file,
        new CaptureOptions(
            "test",
            "desk-12",
            RedactionPolicy.SECRETS,
            1 << 20,
            new Rotation(rotateAt, Duration.ofDays(9)),
            64 << 20),
        TimeSource.SYSTEM,
        CaptureNews.NONE);
  }

  /** A finished capture of some states of an agent, a minute apart, and a lost poll. */
  static Path write(Path file, String agent, int states) throws IOException {
    RecordedDay day = new RecordedDay();
    try (CaptureSink sink = record(file)) {
      for (int each = 0; each < states; each++) {
        give(sink, day.state(agent, each % 2 == 0 ? "READY" : "NOT_READY"));
      }
      give(sink, day.lost(agent));
    }
    return file;
  }

  static void give(CaptureSink sink, List<Observation> observations) throws IOException {
    for (Observation observation : observations) {
      sink.accept(observation);
    }
  }

  /** A poll that brings a state. */
  List<Observation> state(String agent, String state) {
    Moment at = begin(agent);
    List<Observation> all = new ArrayList<>();
    byte[] answer = item(agent, state).getBytes(UTF_8);
    all.addAll(
        observer.on(
            new WireEvent.ResponseStarted(
                at,
                number,
                new ResponseHead(
                    "HTTP/1.1",
                    200,
                    "OK",
                    List.of(new Header("Content-Type", "text/xml")),
                    true))));
    all.addAll(observer.on(new WireEvent.ResponseBytes(at, number, answer)));
    all.addAll(ended(at, Ending.ANSWERED, answer.length));
    return all;
  }

  /** A poll that the server hangs up on. */
  List<Observation> lost(String agent) {
    Moment at = begin(agent);
    return ended(at, new Ending.Closed(Side.SERVER, Ending.Manner.RESET, false), -1);
  }

  private Moment begin(String agent) {
    number++;
    Moment at = Moment.of(BEGIN.plusSeconds(60 * number));
    byte[] body = FRAME.formatted(number, agent).getBytes(UTF_8);
    RequestHead head =
        new RequestHead(
            "POST",
            "/http-bind/",
            "HTTP/1.1",
            List.of(
                new Header("Content-Type", "text/xml"),
                new Header("Authorization", "Basic MTAwMTAwMzpzM2NyM3Q=")));
    observer.on(new WireEvent.Started(at, number, connection, head));
    observer.on(new WireEvent.RequestBytes(at, number, body));
    observer.on(new WireEvent.RequestCompleted(at, number, body.length));
    return at;
  }

  private List<Observation> ended(Moment at, Ending ending, long size) {
    return observer.on(new WireEvent.Ended(at, number, ending, size, 300, 300, 0));
  }

  private String item(String agent, String state) {
    return ("<body xmlns='http://jabber.org/protocol/httpbind'><message xmlns='jabber:client'"
            + " from='pubsub.fin1.example.com' to='%1$s@fin1.example.com'><event"
            + " xmlns='http://jabber.org/protocol/pubsub#event'><items"
            + " node='/finesse/api/User/%1$s'><item id='i%2$d'><notification"
            + " xmlns='http://jabber.org/protocol/pubsub'>&lt;Update&gt;&lt;event&gt;PUT&lt;/event&gt;"
            + "&lt;data&gt;&lt;user&gt;&lt;loginId&gt;%1$s&lt;/loginId&gt;&lt;state&gt;%3$s&lt;/state&gt;"
            + "&lt;/user&gt;&lt;/data&gt;&lt;/Update&gt;</notification></item></items></event></message>"
            + "</body>")
        .formatted(agent, number, state);
  }
}
