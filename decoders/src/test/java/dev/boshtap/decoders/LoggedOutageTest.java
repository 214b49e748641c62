package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.logs.LogReader;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server's log says of a session, beside what was seen of it, and by itself. */
class LoggedOutageTest {

  /**
   * The story of Cisco's tech note, with its figures: last active 0, 13230, 43230 and 63231 ms ago
   * at a look every 30 s, and closed at the last. They do not add up (63231 where 73230 is due),
   * which must mislead nobody.
   */
  private static final List<String> LOG =
      List.of(
          "2026.11.22 10:05:04 Session (id=f382a015) was last active 0 ms ago: 1002@fin.example/desktop",
          "2026.11.22 10:05:34 Session (id=f382a015) was last active 13230 ms ago: 1002@fin.example/desktop",
          "2026.11.22 10:06:04 Session (id=f382a015) was last active 43230 ms ago: 1002@fin.example/desktop",
          "2026.11.22 10:06:34 Session (id=f382a015) was last active 63231 ms ago: 1002@fin.example/desktop",
          "2026.11.22 10:06:34 Closing idle session (id=f382a015): 1002@fin.example/desktop after inactivity"
              + " for more than threshold value of 60",
          "2026.11.22 10:06:34 A session is closed for 1002@fin.example/desktop",
          "0000001043: 10.1.2.3: Nov 22 2026 10:06:34.630 +0000: %CCBU_Smack Listener Processor (1)-6-PRESENCE:"
              + " %[from=1002@fin.example/desktop][type=unavailable]: changed",
          "0000001060: 10.1.2.3: Nov 22 2026 10:07:34.632 +0000: %CCBU_CoreImpl-worker12-6-PRESENCE DRIVEN"
              + " LOGOUT: %[agentId=1002]: signed out");

  private static void log(Diagnosis diagnosis) {
    LogReader reader = new LogReader(ZoneOffset.UTC);
    LOG.forEach(line -> reader.read(line).ifPresent(diagnosis::logged));
  }

  @Test
  void theLogMakesSureWhatTheTrafficShows() throws Exception {
    Diagnosis diagnosis =
        Shift.play(Files.readAllLines(Path.of("src/test/resources/scenarios/client-slept.txt")))
            .diagnosis();
    log(diagnosis);

    Finding finding =
        diagnosis.findings().stream()
            .filter(each -> each.rule().equals("client.silent"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.certainty()).isEqualTo(Certainty.CERTAIN);
    assertThat(finding.side()).isEqualTo(FaultSide.CLIENT);
    assertThat(finding.outages().get(0).steps())
        .extracting(Outage.Step::what)
        .contains(
            "the server's log: last active 43230 ms ago",
            "the server's log: a session was closed for inactivity, last active 63231 ms ago",
            "the server's log: the agent's presence became unavailable",
            "the server's log: the agent is signed out, as its presence is gone");
    assertThat(diagnosis.findings()).extracting(Finding::rule).doesNotHaveDuplicates();
  }

  @Test
  void theLogAloneSaysWhatItCan() {
    Diagnosis diagnosis = new Diagnosis(DiagnosisLimits.DEFAULTS);
    log(diagnosis);

    assertThat(diagnosis.findings())
        .extracting(Finding::rule, Finding::side, Finding::certainty, Finding::agents)
        .containsExactlyInAnyOrder(
            tuple("client.silent", FaultSide.CLIENT, Certainty.LIKELY, List.of("1002")),
            tuple("server.signed-out", FaultSide.UNKNOWN, Certainty.CERTAIN, List.of("1002")));
  }

  private final Diagnosis diagnosis = new Diagnosis(DiagnosisLimits.DEFAULTS);
  private final List<Event.Poll> lost = new ArrayList<>();

  /** Diagnoses a scenario whose logs come after it. */
  private void play(String scenario) throws IOException {
    diagnosis.expectLogs();
    Moment[] last = {Moment.of(Instant.EPOCH)};
    Shift.play(
        Files.readAllLines(Path.of("src/test/resources/scenarios", scenario + ".txt")),
        observation -> {
          diagnosis.on(observation);
          if (observation instanceof Observation.Happened happened) {
            last[0] = happened.event().context().at();
            if (happened.event() instanceof Event.Poll poll
                && poll.outcome() == Event.Outcome.UNANSWERED) {
              lost.add(poll);
            }
          }
        });
    diagnosis.finish(last[0]);
  }

  private void logged(String... lines) {
    LogReader reader = new LogReader(ZoneOffset.UTC);
    for (String line : lines) {
      reader.read(line).ifPresent(diagnosis::logged);
    }
  }

  private Finding finding(String rule) {
    return diagnosis.findings().stream()
        .filter(each -> each.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLineOfASessionNamesTheRequestAfterWhichNoneWasOpen() throws IOException {
    play("client-slept");
    logged(
        "2026.11.22 10:05:34 Session (id=1002x1) was last active 33230 ms ago: 1002@fin.example/desktop");

    assertThat(finding("client.silent").outages().get(0).steps())
        .filteredOn(step -> step.what().startsWith("the server's log"))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.what())
                  .isEqualTo(
                      "the server's log: last active 33230 ms ago; the desktop had no request open"
                          + " after this one");
              assertThat(step.exchange()).isPositive();
            });
  }

  @Test
  void theServersLogMakesSureThatItHadTheRequest() throws IOException {
    play("server-no-answer");
    assertThat(finding("server.no-answer").certainty()).isEqualTo(Certainty.LIKELY);
    Event.Poll poll = lost.get(0);
    logged(
        "2026.11.22 10:05:03 HTTPBindLog: HTTP RECV(%s): <body rid=\"%d\" sid=\"%s\"/>"
            .formatted(poll.context().sid(), poll.context().rid(), poll.context().sid()));

    Finding finding = finding("server.no-answer");
    assertThat(finding.certainty()).isEqualTo(Certainty.CERTAIN);
    assertThat(finding.outages().get(0).steps())
        .anySatisfy(
            step -> {
              assertThat(step.what())
                  .isEqualTo("the server's log: it had the request that was not answered");
              assertThat(step.exchange()).isEqualTo(poll.context().exchange());
            });
  }

  private static String published(String time, String requestId) {
    return "0000004711: 10.1.2.3: Nov 22 2026 "
        + time
        + " +0000: %CCBU_CoreImpl-worker3-6-XMPP_PUBLISH_ASYNCHRONOUS:"
        + " %[NodeId=/finesse/api/User/1002][Payload=<Update><event>PUT</event><requestId>"
        + requestId
        + "</requestId></Update>]: published";
  }

  @Test
  void anEventThatWasPublishedAndNeverCameIsLost() throws IOException {
    play("healthy-hour");
    Moment came = Moment.of(Instant.parse("2026-11-22T10:20:00Z"));
    Connection connection = new Connection(1, new HostPort("fin.example", 7443), "10.1.1.2:50000");
    diagnosis.on(
        new Observation.Happened(
            new Event.Finesse(
                new Context(came, connection, 1, "1002", null, null, null),
                Event.Subject.USER,
                new Event.Item("/finesse/api/User/1002", null, "PUT", "came", null),
                null,
                Event.Fields.NONE,
                null,
                Life.NONE)));

    logged(published("10:19:59.900", "came"));
    assertThat(diagnosis.findings()).extracting(Finding::rule).doesNotContain("server.events-lost");

    logged(published("10:19:59.900", "lost"));
    assertThat(finding("server.events-lost").text())
        .isEqualTo("the server's log: published an event that never reached the desktop");
  }

  @Test
  void anEventThatNobodyWasThereForIsAPartOfTheDisconnect() throws IOException {
    play("client-slept");
    logged(published("10:06:30.000", "missed"));

    assertThat(diagnosis.findings()).extracting(Finding::rule).doesNotContain("server.events-lost");
    assertThat(finding("client.silent").outages().get(0).steps())
        .extracting(Outage.Step::what)
        .contains("the server's log: published an event that never reached the desktop");
  }
}
