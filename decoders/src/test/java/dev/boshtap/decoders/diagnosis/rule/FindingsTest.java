package dev.boshtap.decoders.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.network.NetworkRules;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingsTest {

  private static final Moment NOW = Moment.of(Instant.parse("2026-11-23T09:00:00Z"));
  private static final Context NOBODY =
      Context.of(NOW, new Connection(1, new HostPort("fin1.example", 7443), "10.0.0.7:50000"));

  private final Findings findings = new Findings(DiagnosisLimits.DEFAULTS);

  private void seen() {
    findings.saw(Sighting.of(NetworkRules.NOT_RECORDED, NOBODY, "1 exchange was not recorded"));
  }

  private static Finding finding(Event event) {
    return ((Event.Found) event).finding();
  }

  @Test
  void tellsWhatConcernsNoAgentAgainOnlyWhenThereIsTenTimesAsMuch() {
    List<Event> told = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      seen();
      told.addAll(findings.news(NOW));
    }
    assertThat(told).extracting(event -> finding(event).count()).containsExactly(1L, 10L, 100L);
    assertThat(findings.last(NOW))
        .singleElement()
        .satisfies(last -> assertThat(finding(last).count()).isEqualTo(150));
    assertThat(findings.last(NOW)).isEmpty();
  }

  /**
   * A big site in a bad hour: what is kept of its outages ends growing, what is counted does not.
   */
  @Test
  void keepsTheLatestTimelinesOfAllFindingsTogetherAndCountsTheOthers() {
    int agents = 300;
    int each = 40;
    for (int i = 0; i < agents * each; i++) {
      explain(i, String.valueOf(1_001 + i % agents));
    }
    List<Finding> all = findings.all();
    assertThat(all).hasSize(agents).allSatisfy(one -> assertThat(one.count()).isEqualTo(each));
    assertThat(all.stream().mapToInt(one -> one.outages().size()).sum())
        .isEqualTo(DiagnosisLimits.DEFAULTS.allOutages());
    assertThat(all)
        .allSatisfy(
            one ->
                assertThat(one.outages().get(one.outages().size() - 1).number())
                    .isGreaterThanOrEqualTo((each - 1L) * agents));
  }

  @Test
  void keepsTheLastTimelinesOfAFindingHoweverManyOthersThereAre() {
    for (int i = 0; i < 5; i++) {
      explain(i, "1001");
    }
    int many = DiagnosisLimits.DEFAULTS.allOutages();
    for (int i = 5; i < many + 10; i++) {
      explain(i, String.valueOf(2_001 + i % 400));
    }
    assertThat(findings.all())
        .filteredOn(one -> one.agents().contains("1001"))
        .singleElement()
        .satisfies(
            one -> assertThat(one.outages()).extracting(Outage::number).containsExactly(3L, 4L));
  }

  @Test
  void theLastTimelinesOfAFindingAreThoseThatStayWheneverTheOthersCame() {
    int many = DiagnosisLimits.DEFAULTS.allOutages();
    explain(1, "1001");
    explain(2, "1001");
    storm(10, many);
    explain(3, "1001");
    explain(4, "1001");
    storm(20_000, many);

    assertThat(timelines("1001")).containsExactly(3L, 4L);
  }

  /** Of a finding with very many outages only the latest are kept: the others take no room. */
  @Test
  void whatAFindingDoesNotKeepTakesNothingFromOthers() {
    for (int i = 0; i < 10; i++) {
      explain(i, "1001");
    }
    for (int i = 0; i < 2 * DiagnosisLimits.DEFAULTS.allOutages(); i++) {
      explain(100 + i, "1002");
    }

    assertThat(timelines("1002")).hasSize(DiagnosisLimits.DEFAULTS.outages());
    assertThat(timelines("1001")).hasSize(10);
  }

  /** Outages of 400 agents. */
  private void storm(int from, int many) {
    for (int i = from; i < from + many; i++) {
      explain(i, String.valueOf(2_001 + i % 400));
    }
  }

  private List<Long> timelines(String agent) {
    return findings.all().stream()
        .filter(one -> one.agents().contains(agent))
        .flatMap(one -> one.outages().stream())
        .map(Outage::number)
        .toList();
  }

  @Test
  void tellsAtTheEndOnlyWhatBecameKnownSinceItWasTold() {
    explain(1, "1001");
    assertThat(findings.news(NOW)).hasSize(1);
    explain(1, "1001");
    assertThat(findings.news(NOW)).isEmpty();
    assertThat(findings.last(NOW)).isEmpty();

    explain(2, "1001");
    assertThat(findings.news(NOW)).isEmpty();
    assertThat(findings.last(NOW))
        .singleElement()
        .satisfies(last -> assertThat(finding(last).outages()).hasSize(2));
  }

  private void explain(long number, String agent) {
    Context context = new Context(NOW, NOBODY.connection(), number, agent, null, null, null);
    Outage outage =
        new Outage(
            number,
            agent,
            NOBODY.connection().server(),
            "10.0.0.7",
            Event.Transport.BOSH,
            null,
            NOW.wall(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of());
    findings.saw(Sighting.of(NetworkRules.NOT_RECORDED, context, "a poll was lost"), outage);
  }
}
