package dev.boshtap.exporters.report;

import dev.boshtap.decoders.diagnosis.Verdict;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Severity;
import dev.boshtap.decoders.event.Outage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the page: plain HTML with its style and drawings in it, no script, no network. */
final class ReportPage {

  /** More of one kind than this nobody reads one by one. */
  private static final int MOST_SHOWN = 25;

  private final Report report;
  private final Verdict verdict;
  private final List<Finding> findings;
  private final ReportFacts facts;
  private final DateTimeFormatter time;
  private final DateTimeFormatter day;

  ReportPage(Report report, Verdict verdict, List<Finding> findings, ReportFacts facts) {
    this.report = report;
    this.verdict = verdict;
    this.findings = findings;
    this.facts = facts;
    time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(facts.zone());
    day =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz", Locale.ROOT).withZone(facts.zone());
  }

  void write(Appendable out) throws IOException {
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src 'unsafe-inline'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>boshtap report</title>\n<style>\n")
        .append(style())
        .append("</style></head>\n<body>\n");
    header(out);
    findings(out);
    timeline(out);
    plots(out);
    made(out);
    out.append("</main></body></html>\n");
  }

  private void header(Appendable out) throws IOException {
    String look = !verdict.trouble() ? "fine" : "trouble";
    out.append("<header class=\"")
        .append(look)
        .append("\"><p class=\"kicker\">boshtap report</p><h1>")
        .append(Markup.escape(verdict.text()))
        .append("</h1>");
    if (report.to() > report.from()) {
      out.append("<p>")
          .append(day.format(Instant.ofEpochMilli(report.from())))
          .append(" to ")
          .append(day.format(Instant.ofEpochMilli(report.to())))
          .append(" · ")
          .append(Integer.toString(report.lanes().size()))
          .append(" desktops · ")
          .append(String.format(Locale.ROOT, "%,d exchanges · ", report.exchanges()))
          .append(String.format(Locale.ROOT, "%,d events</p>", report.events()));
    }
    out.append("</header>\n<main>\n");
  }

  private void findings(Appendable out) throws IOException {
    out.append("<section aria-labelledby=\"findings\"><h2 id=\"findings\">What was found</h2>\n");
    if (findings.isEmpty()) {
      out.append("<p>Nothing.</p>\n");
    }
    boolean first = true;
    for (FindingGroup group : FindingGroup.of(findings)) {
      group(group, first && group.severity() != Severity.NOTICE, out);
      first = false;
    }
    out.append("</section>\n");
  }

  private void group(FindingGroup group, boolean open, Appendable out) throws IOException {
    Finding one = group.one();
    String severity = one.severity().word();
    int agents = group.agents();
    out.append("<details class=\"finding ")
        .append(severity)
        .append(open ? "\" open" : "\"")
        .append("><summary><span class=\"badge\">")
        .append(severity)
        .append("</span> <b>")
        .append(group.side())
        .append("</b>: ")
        .append(Markup.escape(group.title()))
        .append(agents > 1 ? " · " + agents + " agents" : "")
        .append("</summary>\n<dl>");
    entry(out, "Why", one.why());
    entry(out, "To be sure", one.toBeSure());
    entry(out, "Next", one.next());
    entry(out, "Rule", one.rule());
    out.append("</dl>\n");
    int shown = Math.min(MOST_SHOWN, group.findings().size());
    for (Finding finding : group.findings().subList(0, shown)) {
      finding(finding, open && shown == 1, out);
    }
    rest(group.findings().subList(shown, group.findings().size()), out);
    out.append("</details>\n");
  }

  /** What of a kind there is beyond what anybody reads one by one: who and when. */
  private void rest(List<Finding> findings, Appendable out) throws IOException {
    if (findings.isEmpty()) {
      return;
    }
    out.append("<details class=\"one\"><summary>")
        .append(Integer.toString(findings.size()))
        .append(" more</summary><p>");
    String between = "";
    for (Finding finding : findings) {
      out.append(between)
          .append(time.format(finding.first()))
          .append(' ')
          .append(Markup.escape(some(finding.agents(), finding.agentCount())));
      between = ", ";
    }
    out.append("</p></details>\n");
  }

  private void finding(Finding finding, boolean open, Appendable out) throws IOException {
    out.append("<details class=\"one\"")
        .append(open ? " open" : "")
        .append("><summary><time>")
        .append(time.format(finding.first()))
        .append("</time> ")
        .append(Markup.escape(some(finding.agents(), finding.agentCount())))
        .append(finding.agents().isEmpty() ? "" : ": ")
        .append(Markup.escape(finding.text()))
        .append("</summary>\n<dl>");
    entry(
        out,
        "Servers",
        some(finding.servers().stream().map(Object::toString).toList(), finding.servers().size()));
    if (finding.count() > 1) {
      entry(
          out, "Seen", finding.count() + " times, the last time at " + time.format(finding.last()));
    }
    entry(
        out,
        "Evidence",
        finding.evidence().isEmpty()
            ? ""
            : "exchanges "
                + String.join(
                    ", ",
                    finding.evidence().stream()
                        .map(evidence -> Long.toString(evidence.exchange()))
                        .toList()));
    out.append("</dl>\n");
    for (Outage outage : finding.outages()) {
      outage(outage, out);
    }
    out.append("</details>\n");
  }

  private void outage(Outage outage, Appendable out) throws IOException {
    Duration length = outage.length();
    out.append("<details class=\"outage\"><summary>")
        .append(outage.agent() == null ? "a desktop" : Markup.escape(outage.agent()))
        .append(" at ")
        .append(Markup.escape(outage.server().toString()))
        .append(", ")
        .append(time.format(outage.began()))
        .append(length == null ? ", not back by the end" : ", " + span(length) + " without events")
        .append("</summary>\n<ol>");
    for (TimedLine line : TimedLine.of(outage)) {
      out.append("<li><time>")
          .append(line.text(time))
          .append("</time> ")
          .append(Markup.escape(line.what()))
          .append("</li>");
    }
    out.append("</ol></details>\n");
  }

  private void timeline(Appendable out) throws IOException {
    if (report.lanes().isEmpty() || report.to() <= report.from()) {
      return;
    }
    Set<String> concerned = new HashSet<>();
    findings.stream()
        .filter(finding -> finding.severity() != Severity.NOTICE)
        .forEach(finding -> concerned.addAll(finding.agents()));
    List<Map.Entry<String, Lane>> lanes =
        report.lanes().entrySet().stream()
            .sorted(
                Comparator.comparing(
                        (Map.Entry<String, Lane> lane) -> !concerned.contains(lane.getKey()))
                    .thenComparing(lane -> -lane.getValue().unanswered().size())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    out.append(
            "<section aria-labelledby=\"desktops\"><h2 id=\"desktops\">Desktop by desktop</h2>\n")
        .append("<p class=\"legend\"><span class=\"k held\"></span>a poll is held ")
        .append("<span class=\"k bad\"></span>not answered ")
        .append("<span class=\"k gap\"></span>nothing asked ")
        .append("<span class=\"k ready\"></span>ready <span class=\"k busy\"></span>busy ")
        .append("<span class=\"k away\"></span>not ready <span class=\"k call\"></span>call</p>\n");
    LaneSvg drawing = new LaneSvg(report.from(), report.to());
    long troubled =
        lanes.stream()
            .filter(
                lane ->
                    concerned.contains(lane.getKey()) || !lane.getValue().unanswered().isEmpty())
            .count();
    if (troubled > 0) {
      lanes(out, lanes.subList(0, (int) troubled), drawing);
    }
    List<Map.Entry<String, Lane>> quiet = lanes.subList((int) troubled, lanes.size());
    if (!quiet.isEmpty()) {
      out.append("<details")
          .append(troubled == 0 && quiet.size() <= 20 ? " open" : "")
          .append("><summary>")
          .append(Integer.toString(quiet.size()))
          .append(quiet.size() == 1 ? " desktop" : " desktops")
          .append(" without trouble</summary>\n");
      lanes(out, quiet, drawing);
      out.append("</details>\n");
    }
    out.append("</section>\n");
  }

  private void lanes(Appendable out, List<Map.Entry<String, Lane>> lanes, LaneSvg drawing)
      throws IOException {
    out.append("<div class=\"axis\" aria-hidden=\"true\"><span></span><div class=\"times\">");
    out.append(axis().marks()).append("</div></div>\n<ul class=\"lanes\">\n");
    for (Map.Entry<String, Lane> lane : lanes) {
      String servers = String.join(", ", lane.getValue().servers());
      String label =
          "%s%s: %d polls, %d without a good answer, %d calls"
              .formatted(
                  lane.getKey(),
                  servers.isEmpty() ? "" : " at " + servers,
                  lane.getValue().polls(),
                  lane.getValue().unanswered().size(),
                  lane.getValue().calls().size());
      out.append("<li><span class=\"who\" title=\"")
          .append(Markup.escape(label))
          .append("\">")
          .append(Markup.escape(lane.getKey()))
          .append(servers.isEmpty() ? "" : "<small>" + Markup.escape(servers) + "</small>")
          .append("</span>")
          .append(drawing.draw(lane.getValue(), label))
          .append("</li>\n");
    }
    out.append("</ul>\n");
  }

  private void plots(Appendable out) throws IOException {
    if (report.roundTrips().isEmpty() && report.drifts().isEmpty()) {
      return;
    }
    out.append("<section aria-labelledby=\"way\"><h2 id=\"way\">The network and the clocks</h2>\n");
    if (!report.roundTrips().isEmpty()) {
      out.append(report.roundTrips().draw("Round trip of SystemInfo", "ms", axis()));
    }
    if (!report.drifts().isEmpty()) {
      out.append(report.drifts().draw("Drift between desktop and server", "ms", axis()));
    }
    out.append("</section>\n");
  }

  private TimeAxis axis() {
    return new TimeAxis(report.from(), report.to(), time);
  }

  private void made(Appendable out) throws IOException {
    out.append("<section aria-labelledby=\"made\"><h2 id=\"made\">How this was made</h2><dl>");
    entry(out, "From", String.join(", ", facts.captures()));
    entry(out, "By", "boshtap " + facts.version());
    entry(out, "On", day.format(facts.made()));
    entry(out, "Redaction", facts.redaction().said());
    out.append("</dl></section>\n");
  }

  private static void entry(Appendable out, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      out.append("<dt>")
          .append(name)
          .append("</dt><dd>")
          .append(Markup.escape(value))
          .append("</dd>");
    }
  }

  private static String some(List<String> names, int all) {
    return String.join(", ", names)
        + (all > names.size() ? " and " + (all - names.size()) + " more" : "");
  }

  private static String span(Duration span) {
    return span.toSeconds() < 600
        ? String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1_000.0)
        : span.toMinutes() + " min";
  }

  private static String style() throws IOException {
    try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IOException("report.css is missing from the jar");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
