package dev.boshtap.exporters.report;

import dev.boshtap.decoders.diagnosis.Verdict;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Severity;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.exporters.Printable;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What a diagnosis found, for a person at a terminal: the verdict first, evidence on demand. */
public final class DiagnosisText {

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[33m";
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final Appendable out;
  private final boolean colour;
  private final boolean evidence;
  private final DateTimeFormatter time;
  private final DateTimeFormatter day;

  /**
   * Prints to {@code out}.
   *
   * @param evidence whether timelines and exchanges are wanted
   */
  public DiagnosisText(Appendable out, boolean colour, ZoneId zone, boolean evidence) {
    this.out = out;
    this.colour = colour;
    this.evidence = evidence;
    time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    day = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /**
   * Prints all of it.
   *
   * @param captures the names of the captures, in the order in which evidence counts them
   */
  public void write(Verdict verdict, List<Finding> findings, List<String> captures)
      throws IOException {
    line(paint(BOLD, verdict.text()));
    for (Finding finding : findings) {
      if (finding.partOf() == null) {
        line("");
        finding(finding, captures);
      }
    }
    if (!evidence && findings.stream().anyMatch(finding -> !finding.evidence().isEmpty())) {
      line("");
      line("The exchanges and the timeline of each disconnect: --evidence");
    }
  }

  private void finding(Finding finding, List<String> captures) throws IOException {
    line(
        paint(tone(finding.severity()), finding.severity().word().toUpperCase(Locale.ROOT))
            + "  "
            + side(finding)
            + "  ["
            + finding.rule()
            + "]  "
            + day.format(finding.first())
            + (finding.count() > 1
                ? " to " + day.format(finding.last()) + ", " + finding.count() + " times"
                : ""));
    wrapped("", finding.text());
    if (!finding.agents().isEmpty()) {
      wrapped("agents  ", some(finding.agents(), finding.agentCount()));
    }
    wrapped("why     ", finding.why());
    if (!finding.toBeSure().isEmpty()) {
      wrapped("to be sure  ", finding.toBeSure());
    }
    wrapped("next    ", finding.next());
    if (evidence) {
      evidence(finding, captures);
    }
  }

  private void evidence(Finding finding, List<String> captures) throws IOException {
    for (Outage outage : finding.outages()) {
      line(
          INDENT
              + "disconnect of "
              + (outage.agent() == null ? "a desktop" : Printable.text(outage.agent()))
              + " at "
              + outage.server()
              + (outage.client().isEmpty() ? "" : ", from " + Printable.text(outage.client())));
      for (TimedLine each : TimedLine.of(outage)) {
        line(INDENT + INDENT + each.text(time) + "  " + each.what());
      }
    }
    if (!finding.evidence().isEmpty()) {
      boolean several = captures.size() > 1;
      wrapped(
          "exchanges  ",
          String.join(
              ", ",
              finding.evidence().stream()
                  .map(
                      shown ->
                          shown.exchange() + (several ? " in " + captures.get(shown.source()) : ""))
                  .toList()));
    }
  }

  private static String side(Finding finding) {
    String side =
        finding.side() == FaultSide.UNKNOWN
            ? "side unknown: the traffic cannot tell"
            : finding.side().word();
    return side
        + switch (finding.certainty()) {
          case CERTAIN -> "";
          case LIKELY -> ", likely";
          case POSSIBLE -> finding.side() == FaultSide.UNKNOWN ? "" : ", possibly";
        };
  }

  private static String tone(Severity severity) {
    return switch (severity) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case NOTICE -> "";
    };
  }

  private static String some(List<String> names, int all) {
    return String.join(", ", names)
        + (all > names.size() ? " and " + (all - names.size()) + " more" : "");
  }

  /** Breaks a text into lines, the later ones below where the first begins. */
  private void wrapped(String label, String text) throws IOException {
    String below = INDENT + " ".repeat(label.length());
    StringBuilder current = new StringBuilder(INDENT + label);
    boolean begun = false;
    for (String word : Printable.text(text).split(" ", -1)) {
      if (begun && current.length() + word.length() + 1 > WIDTH) {
        line(current.toString());
        current.setLength(0);
        current.append(below);
        begun = false;
      }
      current.append(begun ? " " : "").append(word);
      begun = true;
    }
    line(current.toString());
  }

  private String paint(String tone, String text) {
    return colour && !tone.isEmpty() ? tone + text + RESET : text;
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }
}
