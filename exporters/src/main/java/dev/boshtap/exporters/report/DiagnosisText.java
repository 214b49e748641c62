package dev.boshtap.exporters.report;

import dev.boshtap.decoders.diagnosis.Verdict;
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
  private static final int WIDTH = 80;

  /** More of one kind are listed on demand. */
  private static final int FEW = 10;

  private static final String INDENT = "  ";
  private static final String DEEPER = "    ";

  /** The width of a label and the space behind it. */
  private static final int LABEL = 12;

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
    wrapped("", "", verdict.text(), BOLD);
    List<FindingGroup> groups = FindingGroup.of(findings);
    for (FindingGroup group : groups) {
      line("");
      group(group, captures);
    }
    boolean more = groups.stream().anyMatch(group -> !group.one().evidence().isEmpty());
    if (!evidence && more) {
      line("");
      line("The exchanges and the timeline of each disconnect: --evidence");
    }
  }

  private void group(FindingGroup group, List<String> captures) throws IOException {
    Finding one = group.one();
    String severity = one.severity().word().toUpperCase(Locale.ROOT);
    line(
        paint(tone(one.severity()), severity)
            + "  "
            + group.side()
            + ": "
            + Printable.text(group.title()));
    List<Finding> shown = group.findings();
    if (!evidence && shown.size() > FEW) {
      shown = shown.subList(0, FEW);
    }
    for (Finding finding : shown) {
      finding(finding, captures);
    }
    int hidden = group.findings().size() - shown.size();
    if (hidden > 0) {
      line(INDENT + "and " + hidden + " more: --evidence");
    }
    labelled("why", one.why());
    if (!one.toBeSure().isEmpty()) {
      labelled("to be sure", one.toBeSure());
    }
    labelled("next", one.next());
    labelled("rule", one.rule());
  }

  /** Who, when and what. */
  private void finding(Finding finding, List<String> captures) throws IOException {
    String times =
        finding.count() > 1
            ? " to " + day.format(finding.last()) + ", " + finding.count() + " times"
            : "";
    String who = some(finding.agents(), finding.agentCount());
    wrapped(
        INDENT,
        DEEPER,
        day.format(finding.first()) + times + (who.isEmpty() ? "" : "  " + who),
        "");
    wrapped(DEEPER, DEEPER, finding.text(), "");
    if (evidence) {
      evidence(finding, captures);
    }
  }

  private void evidence(Finding finding, List<String> captures) throws IOException {
    for (Outage outage : finding.outages()) {
      line(
          DEEPER
              + (outage.agent() == null ? "a desktop" : Printable.text(outage.agent()))
              + " at "
              + Printable.text(outage.server().toString())
              + (outage.client().isEmpty() ? "" : ", from " + Printable.text(outage.client())));
      for (TimedLine each : TimedLine.of(outage)) {
        String when = each.text(time) + "  ";
        wrapped(DEEPER + INDENT + when, DEEPER + INDENT + " ".repeat(14), each.what(), "");
      }
    }
    if (!finding.evidence().isEmpty()) {
      boolean several = captures.size() > 1;
      wrapped(
          DEEPER,
          DEEPER,
          "exchanges "
              + String.join(
                  ", ",
                  finding.evidence().stream()
                      .map(
                          shown ->
                              shown.exchange()
                                  + (several ? " in " + captures.get(shown.source()) : ""))
                      .toList()),
          "");
    }
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

  private void labelled(String label, String text) throws IOException {
    String first = INDENT + label + " ".repeat(LABEL - label.length());
    wrapped(first, " ".repeat(first.length()), text, "");
  }

  /** Breaks a text into lines. */
  private void wrapped(String first, String later, String text, String tone) throws IOException {
    StringBuilder current = new StringBuilder(first);
    boolean begun = false;
    for (String word : Printable.text(text).split(" ", -1)) {
      if (begun && current.length() + word.length() + 1 > WIDTH) {
        line(paint(tone, current.toString()));
        current.setLength(0);
        current.append(later);
        begun = false;
      }
      current.append(begun ? " " : "").append(word);
      begun = true;
    }
    line(paint(tone, current.toString()));
  }

  private String paint(String tone, String text) {
    return colour && !tone.isEmpty() ? tone + text + RESET : text;
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }
}
