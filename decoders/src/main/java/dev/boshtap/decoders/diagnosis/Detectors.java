package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.diagnosis.rule.client.ClientRules;
import dev.boshtap.decoders.diagnosis.rule.client.ClockDetector;
import dev.boshtap.decoders.diagnosis.rule.client.RepeatDetector;
import dev.boshtap.decoders.diagnosis.rule.client.RestPollingDetector;
import dev.boshtap.decoders.diagnosis.rule.client.SlowBrowserDetector;
import dev.boshtap.decoders.diagnosis.rule.client.StarvationDetector;
import dev.boshtap.decoders.diagnosis.rule.network.AnswerDetector;
import dev.boshtap.decoders.diagnosis.rule.network.NetworkRules;
import dev.boshtap.decoders.diagnosis.rule.network.WayDetector;
import dev.boshtap.decoders.diagnosis.rule.server.IllegalXmlDetector;
import dev.boshtap.decoders.diagnosis.rule.server.ServerRules;
import dev.boshtap.decoders.diagnosis.rule.trust.TokenDetector;
import dev.boshtap.decoders.diagnosis.rule.trust.TrustRules;
import dev.boshtap.decoders.diagnosis.rule.trust.TunnelDetector;
import java.util.List;
import java.util.stream.Stream;

/** Every rule there is, and everything that looks for causes beside outages. */
public final class Detectors {

  private Detectors() {}

  /** All of them, for one capture. */
  public static List<Detector> all(DiagnosisLimits limits) {
    return List.of(
        new SignDetector(),
        new ClockDetector(limits),
        new RepeatDetector(),
        new RestPollingDetector(limits),
        new SlowBrowserDetector(limits),
        new StarvationDetector(limits),
        new AnswerDetector(limits),
        new WayDetector(limits),
        new IllegalXmlDetector(),
        new TokenDetector(limits),
        new TunnelDetector());
  }

  /** The cause that a rule finds, in a few words; the rule's name where there is none such. */
  public static String title(String rule) {
    return rules().stream()
        .filter(each -> each.name().equals(rule))
        .findFirst()
        .map(Rule::title)
        .orElse(rule);
  }

  /** All rules, family by family, in the order of the reference. */
  public static List<Rule> rules() {
    return Stream.of(ClientRules.ALL, NetworkRules.ALL, ServerRules.ALL, TrustRules.ALL)
        .flatMap(List::stream)
        .toList();
  }
}
