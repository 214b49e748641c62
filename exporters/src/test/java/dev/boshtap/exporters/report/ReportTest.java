package dev.boshtap.exporters.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final ReportFacts FACTS =
      new ReportFacts(
          List.of("morning <1>.har"),
          "1.0",
          RedactionPolicy.SECRETS,
          Samples.TEN.wall(),
          ZoneOffset.UTC);

  private final Report report = new Report();
  private final Diagnosis diagnosis = new Diagnosis(DiagnosisLimits.DEFAULTS);

  private String page(List<Finding> findings) throws IOException {
    StringBuilder page = new StringBuilder();
    report.write(page, diagnosis.verdict(), findings, FACTS);
    return page.toString();
  }

  private void poll(String agent, long millis, long number, String outcome) {
    Observation.Finished sample =
        Exchanges.starting(millis, number).ended(millis + 30_950, Ending.ANSWERED).finished();
    report.accept(
        new Observation.Finished(
            sample.exchange(),
            new BoshFacts("s1", number, Duration.ofSeconds(30), 1, outcome, true, agent),
            List.of()));
  }

  @Test
  void whatIsSaidInItStaysText() throws IOException {
    poll("<script>alert(1)</script>\" onload=\"x", 0, 1, "unanswered");
    poll("<script>alert(1)</script>\" onload=\"x", 90_000, 2, "answered");

    assertThat(page(List.of(Samples.finding(Finding.Severity.ERROR, FaultSide.SERVER))))
        .contains(
            "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x", "morning &lt;1&gt;.har")
        .doesNotContain("<script", "\" onload");
  }

  @Test
  void itSaysWhatWasTakenOutAndWhatWasNot() throws IOException {
    assertThat(page(List.of()))
        .contains("<dt>Redaction</dt><dd>secrets: aliases stand for passwords")
        .contains("login ids are as they were sent");
  }

  @Test
  void itNeedsNoNetwork() throws IOException {
    poll("1001", 0, 1, "answered");
    poll("1001", 5_000, 2, "answered");

    assertThat(page(List.of(Samples.finding(Finding.Severity.WARNING, FaultSide.NETWORK))))
        .contains("default-src 'none'")
        .doesNotContain("src=\"", "href=", "url(", "@import", "<link", "<script", "<iframe");
  }

  @Test
  void aFindingIsThereWithItsTimeline() throws IOException {
    String page = page(List.of(Samples.finding(Finding.Severity.ERROR, FaultSide.UNKNOWN)));

    assertThat(page)
        .contains(
            "network.reset",
            "Look at the network first.",
            "1001003, 1001004",
            "the last good answer",
            "10:01:00 to 10:01:30",
            "due: the server drops the session for inactivity",
            "missed: the agent&#39;s state changed meanwhile");
  }

  @Test
  void aShiftOfFiveHundredAgentsIsSmall() throws IOException {
    for (int poll = 0; poll < 900; poll++) {
      for (int agent = 0; agent < 500; agent++) {
        long at = poll * 31_000L + agent;
        poll("" + (1_000 + agent), at, poll * 500L + agent, agent == 7 ? "unanswered" : "answered");
      }
    }

    String page = page(List.of());

    assertThat(page).hasSizeLessThan(2 << 20).contains("499 desktops without trouble", "1007");
  }

  @Test
  void whatIsDrawnHasTimesAndItsServer() throws IOException {
    poll("1001", 0, 1, "answered");
    poll("1001", 90_000, 2, "unanswered");
    for (long[] measured : new long[][] {{10_000, 40, -900}, {60_000, 120, 300}}) {
      report.accept(
          new Observation.Happened(
              new Event.Clock(
                  Samples.context(measured[0], 3),
                  Event.ClockSource.SYSTEMINFO,
                  null,
                  null,
                  Duration.ofMillis(measured[2]),
                  null,
                  Duration.ofMillis(measured[1]))));
    }

    assertThat(page(List.of()))
        .contains(
            "1001<small>" + Samples.BOSH + "</small>",
            "1001 at " + Samples.BOSH + ": 2 polls, 1 without a good answer",
            "Round trip of SystemInfo, 0 to 120 ms",
            "Drift between desktop and server, -900 to 300 ms",
            "<span>300</span><span class=\"mid\"",
            "<span>10:00:00</span>",
            "<span>10:02:00</span></div></div></figure>");
  }
}
