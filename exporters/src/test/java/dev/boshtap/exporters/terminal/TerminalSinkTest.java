package dev.boshtap.exporters.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Golden;
import dev.boshtap.exporters.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalSinkTest {

  private static final String IDLE = "<body xmlns='http://jabber.org/protocol/httpbind'></body>";
  private static final Ending RESET = new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false);
  private static final Connection REST =
      new Connection(5, new HostPort("finesse1.example.com", 8445), "127.0.0.1:51240");

  private static String print(TerminalStyle style, List<List<Observation>> batches)
      throws IOException {
    StringBuilder out = new StringBuilder();
    try (TerminalSink sink = new TerminalSink(out, style)) {
      for (List<Observation> batch : batches) {
        for (Observation observation : batch) {
          sink.accept(observation);
        }
        sink.flush();
      }
    }
    return out.toString();
  }

  private static List<Observation> idle(long start, long end, long number) {
    return Exchanges.starting(start, number)
        .answered(end, 200, "text/xml", IDLE)
        .poll("answered", true)
        .observations();
  }

  private static List<Observation> said(Event... events) {
    List<Observation> batch = new ArrayList<>();
    for (Event event : events) {
      batch.add(new Observation.Happened(event));
    }
    return batch;
  }

  /** A morning: login, idle polls, a call, a poll that is lost, and the end. */
  private static List<List<Observation>> morning() {
    List<List<Observation>> morning = new ArrayList<>();
    Connection elsewhere = new Connection(1, new HostPort("www.example.com", 443), "127.0.0.1:1");
    Event tunnel =
        new Event.Tunnel(
            Context.of(Samples.TEN, elsewhere), new HostPort("www.example.com", 443), null);
    morning.add(said(tunnel));
    morning.add(said(tunnel));
    morning.add(
        said(
            new Event.Failure(
                Context.of(Samples.at(20), new Connection(2, Samples.BOSH, "")),
                Samples.BOSH,
                new Ending.Network(Side.SERVER, Ending.Stage.REFUSED, "Connection refused"))));
    Context first =
        new Context(Samples.at(90), Samples.CONNECTION, 1, null, null, "3445afbe", 4712L);
    morning.add(
        Exchanges.starting(50, 1)
            .answered(90, 200, "text/xml", "<body sid='3445afbe'/>")
            .poll("answered", false)
            .with(Samples.session(first, Event.Change.CREATED))
            .observations());
    long n = 1;
    for (Event.Change change :
        List.of(Event.Change.AUTHENTICATED, Event.Change.RESTARTED, Event.Change.BOUND)) {
      n++;
      morning.add(
          Exchanges.starting(90 + n * 10, n)
              .answered(100 + n * 10, 200, "text/xml", IDLE)
              .poll("answered", false)
              .with(Samples.session(Samples.context(100 + n * 10, n), change))
              .observations());
    }
    morning.add(
        said(
            new Event.Stanza(
                Samples.context(180, 7),
                Event.StanzaKind.IQ,
                Direction.TO_SERVER,
                null,
                "pubsub.finesse1.example.com",
                "set",
                "subscribe /finesse/api/Team/5/Users",
                null)));
    morning.add(idle(180, 30_185, 7));
    morning.add(idle(30_200, 60_203, 8));
    morning.add(idle(60_210, 90_212, 9));
    morning.add(
        Exchanges.starting(91_000, 10)
            .on(REST)
            .request("PUT", "/finesse/api/User/1001003", "<User><state>READY</state></User>")
            .answered(91_048, 202, "application/xml", "")
            .with(
                new Event.Rest(
                    new Context(Samples.at(91_048), REST, 10, null, null, null, null),
                    "PUT",
                    "/finesse/api/User/1001003",
                    202,
                    Duration.ofMillis(48),
                    "state READY",
                    null,
                    null))
            .observations());
    morning.add(
        Exchanges.starting(90_220, 11)
            .answered(94_120, 200, "text/xml", "x".repeat(712))
            .poll("answered", false)
            .with(Samples.user(Samples.context(94_120, 11), "READY", "NOT_READY"))
            .observations());
    morning.add(
        Exchanges.starting(94_130, 12)
            .answered(97_480, 200, "text/xml", "x".repeat(130_000))
            .poll("answered", false)
            .with(Samples.dialog(Samples.context(97_480, 12), "POST", "ALERTING"))
            .with(Samples.user(Samples.context(97_480, 12), "RESERVED", "READY"))
            .observations());
    morning.add(
        Exchanges.starting(97_490, 13)
            .request("GET", "/desktop/container", "")
            .answered(97_500, 200, "text/html", "<html></html>")
            .observations());
    Context lost = Samples.context(132_490, 14);
    morning.add(
        said(Samples.poll(lost, Event.Outcome.OVERDUE, Duration.ofSeconds(35), Ending.OPEN)));
    morning.add(
        Exchanges.starting(97_490, 14)
            .ended(138_497, RESET)
            .poll("unanswered", false)
            .with(
                Samples.poll(
                    Samples.context(138_497, 14),
                    Event.Outcome.UNANSWERED,
                    Duration.ofMillis(41_007),
                    RESET))
            .observations()
            .subList(0, 2));
    morning.add(
        Exchanges.starting(138_600, 15)
            .answered(138_640, 404, "text/html", "Invalid SID.")
            .poll("error", false)
            .with(
                new Event.Poll(
                    Samples.context(138_640, 15),
                    Event.Outcome.ERROR,
                    404,
                    12,
                    Duration.ofMillis(40),
                    Duration.ofSeconds(30),
                    Ending.ANSWERED,
                    "HTTP 404: Invalid SID."))
            .with(Samples.session(Samples.context(138_640, 15), Event.Change.LOST))
            .observations());
    morning.add(List.of(new Observation.Loss(Samples.at(139_000), "exchanges not recorded", 12)));
    morning.add(idle(139_100, 169_105, 16));
    morning.add(
        Exchanges.starting(169_110, 17)
            .open()
            .poll("pending", false)
            .with(
                Samples.poll(
                    Samples.context(172_000, 17),
                    Event.Outcome.PENDING,
                    Duration.ofMillis(2_890),
                    Ending.OPEN))
            .observations());
    return morning;
  }

  @Test
  void aMorningInAPipe() throws IOException {
    Golden.check(
        Path.of("terminal", "pipe.txt"), print(TerminalStyle.plain(ZoneOffset.UTC), morning()));
  }

  @Test
  void aMorningOnEightyColumns() throws IOException {
    String lines =
        print(new TerminalStyle(false, 80, ZoneId.of("Europe/Vienna"), false), morning());

    assertThat(lines.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(lines).contains("NO ANSWER, client reset, rid\n    4725 (wait 30s)\n");
    Golden.check(Path.of("terminal", "eighty.txt"), lines);
  }

  @Test
  void aMorningInColourWithEverything() throws IOException {
    String lines = print(new TerminalStyle(true, 140, ZoneOffset.UTC, true), morning());

    Golden.check(Path.of("terminal", "colour.txt"), lines.replace('\u001b', '␛'));
  }

  @Test
  void colourIsOnlyPaint() throws IOException {
    TerminalStyle painted = new TerminalStyle(true, 80, ZoneOffset.UTC, true);
    TerminalStyle plain = new TerminalStyle(false, 80, ZoneOffset.UTC, true);

    assertThat(print(painted, morning()).replaceAll("\u001b\\[[\\d;]*m", ""))
        .isEqualTo(print(plain, morning()));
  }

  static List<Event> events() {
    return Samples.events().stream().filter(event -> !(event instanceof Event.Clock)).toList();
  }

  /** The line of the call that compared the clocks has their numbers. */
  @Test
  void clocksHaveNoLineOfTheirOwn() throws IOException {
    List<List<Observation>> clocks =
        Samples.events().stream()
            .filter(Event.Clock.class::isInstance)
            .map(event -> said(event))
            .toList();

    assertThat(clocks).isNotEmpty();
    assertThat(print(new TerminalStyle(false, 80, ZoneOffset.UTC, true), clocks)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsHarmlessHoweverLong(Event event) throws IOException {
    String lines = print(new TerminalStyle(false, 80, ZoneOffset.UTC, false), List.of(said(event)));

    assertThat(lines).endsWith("\n");
    assertThat(lines.lines().findFirst().orElseThrow()).hasSizeBetween(49, 80);
    assertThat(lines.lines().skip(1))
        .as("what is to be read to its end")
        .allMatch(line -> line.startsWith("    "));
    assertThat(lines.replace("\n", "").chars()).noneMatch(Character::isISOControl);
  }

  @Test
  void aRunOfIdlePollsIsSaidInTheEndAndAfterTenMinutes() throws IOException {
    List<List<Observation>> quiet = new ArrayList<>();
    for (long i = 0; i < 30; i++) {
      quiet.add(idle(i * 30_000, (i + 1) * 30_000, i + 1));
    }

    assertThat(print(TerminalStyle.plain(ZoneOffset.UTC), quiet).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("10:10:00.000").contains("20 idle polls in 10m00s"),
            line -> assertThat(line).startsWith("10:15:00.000").contains("10 idle polls in 300s"));
  }

  @Test
  void runsOfTwoSessionsAreFoldedApart() throws IOException {
    Observation.Finished one = (Observation.Finished) idle(0, 30_000, 1).get(0);
    Observation.Finished other =
        new Observation.Finished(
            one.exchange(),
            new BoshFacts("f382a015", 9L, null, null, "answered", true, "1001004"),
            List.of());

    assertThat(
            print(
                    TerminalStyle.plain(ZoneOffset.UTC),
                    List.of(List.of(one), List.of(other), List.of(one), List.of(other)))
                .lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("1001003").contains("2 idle polls"),
            line -> assertThat(line).contains("1001004").contains("2 idle polls"));
  }
}
