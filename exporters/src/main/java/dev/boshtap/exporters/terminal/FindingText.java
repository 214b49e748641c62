package dev.boshtap.exporters.terminal;

import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Finding.Severity;
import java.util.Locale;

/** What a finding says to a person in one line. */
final class FindingText {

  private FindingText() {}

  static Tone tone(Severity severity) {
    return switch (severity) {
      case NOTICE -> Tone.PLAIN;
      case WARNING -> Tone.WARN;
      case ERROR -> Tone.BAD;
    };
  }

  /** {@code FINDING client, likely: the desktop stopped asking … [client.silent]}. */
  static String line(Finding finding) {
    return "FINDING "
        + side(finding)
        + ": "
        + finding.text()
        + (finding.agentCount() > 1 ? ", agents " + finding.agentCount() : "")
        + (finding.partOf() == null ? "" : ", part of a finding told before")
        + " ["
        + finding.rule()
        + "]";
  }

  static String side(Finding finding) {
    String side =
        finding.side() == FaultSide.UNKNOWN
            ? "side unknown"
            : finding.side().word().toUpperCase(Locale.ROOT);
    return finding.certainty() == Certainty.CERTAIN
        ? side
        : side + ", " + finding.certainty().word();
  }
}
