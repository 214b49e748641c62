package dev.boshtap.decoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One or all, told from captures that were made at each desk, with clocks of their own. */
class SeveralCapturesTest {

  private final Diagnosis together = new Diagnosis(DiagnosisLimits.DEFAULTS);

  private void capture(Duration ahead, String... lines) {
    together.capture(ahead);
    Shift.play(List.of(lines)).heard(together::on);
    together.finish(Moment.of(Instant.EPOCH));
  }

  private List<Finding> troubles() {
    return together.findings().stream().filter(Finding::isTrouble).toList();
  }

  @Test
  void whatBeganAtOnceByTheServersClocksIsOneFinding() {
    capture(
        Duration.ZERO, "10:00:00 1001 signs-in", "10:05:10 1001 reset", "10:10:00 1001 signs-out");
    capture(
        Duration.ofSeconds(-40),
        "10:00:40 1002 signs-in",
        "10:05:50 1002 reset",
        "10:10:40 1002 signs-out");
    capture(
        Duration.ofSeconds(90),
        "09:58:30 1003 signs-in",
        "10:03:40 1003 reset",
        "10:08:30 1003 signs-out");

    assertThat(troubles())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("server.all-at-once");
              assertThat(finding.side()).isEqualTo(FaultSide.SERVER);
              assertThat(finding.agents()).containsExactlyInAnyOrder("1001", "1002", "1003");
              assertThat(finding.evidence()).extracting(Finding.Evidence::source).contains(0, 1, 2);
            });
  }

  @Test
  void whatBeganAtOtherTimesStaysApart() {
    capture(
        Duration.ZERO, "10:00:00 1001 signs-in", "10:05:10 1001 reset", "10:10:00 1001 signs-out");
    capture(
        Duration.ZERO, "10:00:00 1002 signs-in", "10:05:50 1002 reset", "10:10:00 1002 signs-out");
    capture(
        Duration.ZERO, "10:00:00 1003 signs-in", "10:03:40 1003 reset", "10:10:00 1003 signs-out");

    assertThat(troubles())
        .extracting(Finding::rule)
        .containsExactly("network.reset", "network.reset", "network.reset");
    assertThat(together.verdict().text()).contains("3 agents", "at different times");
  }

  /** A browser's HAR and a capture of boshtap: one timeline, to which each adds what it knows. */
  @Test
  void oneOutageInTwoCapturesIsOneTimeline() {
    List<Finding> found =
        Shift.play(
                List.of(
                    "capture 0S",
                    "10:00:00 1002 signs-in",
                    "10:05:10 1002 unknown",
                    "10:10:00 1002 signs-out",
                    "capture 20S",
                    "09:59:40 1002 signs-in",
                    "10:04:50 1002 closed",
                    "10:09:40 1002 signs-out"))
            .diagnosis()
            .findings();

    assertThat(found).filteredOn(Finding::isTrouble).hasSize(1);
    List<String> steps =
        found.get(0).outages().stream()
            .flatMap(outage -> outage.steps().stream())
            .map(Outage.Step::what)
            .toList();
    assertThat(steps)
        .doesNotHaveDuplicates()
        .anyMatch(step -> step.startsWith("the server closed the connection of a poll"))
        .anyMatch(step -> step.matches("capture 1, exchange \\d+: a poll ended without .*"))
        .filteredOn(step -> step.endsWith("the session went on"))
        .hasSize(1);
  }
}
