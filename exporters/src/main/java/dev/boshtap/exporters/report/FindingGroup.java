package dev.boshtap.exporters.report;

import dev.boshtap.decoders.diagnosis.Detectors;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings that say the same of several agents: what it means and what to do is said once for all
 * of them.
 *
 * @param findings at least one, in order of time
 */
record FindingGroup(List<Finding> findings) {

  private record Same(Severity severity, String rule, FaultSide side, Certainty certainty) {}

  /** Keeps its own copy. */
  FindingGroup {
    findings = List.copyOf(findings);
  }

  /** All that is no part of another, what matters most first, then what concerns most agents. */
  static List<FindingGroup> of(List<Finding> all) {
    Map<Same, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : all) {
      if (finding.partOf() == null) {
        Same same =
            new Same(finding.severity(), finding.rule(), finding.side(), finding.certainty());
        groups.computeIfAbsent(same, unseen -> new ArrayList<>()).add(finding);
      }
    }
    return groups.values().stream()
        .map(
            findings ->
                new FindingGroup(
                    findings.stream().sorted(Comparator.comparing(Finding::first)).toList()))
        .sorted(
            Comparator.comparing(FindingGroup::severity, Comparator.reverseOrder())
                .thenComparing(FindingGroup::agents, Comparator.reverseOrder()))
        .toList();
  }

  /** One of them, for what is the same in all. */
  Finding one() {
    return findings.get(0);
  }

  Severity severity() {
    return one().severity();
  }

  /** The cause in a few words. */
  String title() {
    return Detectors.title(one().rule());
  }

  /** How many agents they concern together. */
  int agents() {
    return findings.stream().mapToInt(Finding::agentCount).sum();
  }

  /** Whose fault it is, and how sure that is. */
  String side() {
    Finding one = one();
    if (one.side() == FaultSide.UNKNOWN) {
      return "side unknown";
    }
    return one.side().word()
        + switch (one.certainty()) {
          case CERTAIN -> "";
          case LIKELY -> ", likely";
          case POSSIBLE -> ", possibly";
        };
  }
}
