package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.logs.LogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
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
}
