package dev.boshtap.exporters.report;

import dev.boshtap.exporters.redact.RedactionPolicy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * How a report came about.
 *
 * @param captures the captures it is made from, as a person knows them
 * @param version boshtap's
 * @param redaction what was taken out
 * @param made when it was made
 * @param zone the zone in which times are shown
 */
public record ReportFacts(
    List<String> captures, String version, RedactionPolicy redaction, Instant made, ZoneId zone) {

  /** Keeps its own copy. */
  public ReportFacts {
    captures = List.copyOf(captures);
  }
}
