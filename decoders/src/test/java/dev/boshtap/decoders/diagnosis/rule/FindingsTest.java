package dev.boshtap.decoders.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.network.NetworkRules;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Finding;
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
}
