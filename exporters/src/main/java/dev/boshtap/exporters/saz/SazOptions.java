package dev.boshtap.exporters.saz;

import dev.boshtap.exporters.redact.RedactionPolicy;
import java.time.ZoneId;

/**
 * What a session archive says of itself, and how it shows time.
 *
 * @param version boshtap's version
 * @param zone the zone whose offset times are written with
 * @param redaction the policy of the redactor that what is written went through; it is said in the
 *     file
 */
public record SazOptions(String version, ZoneId zone, RedactionPolicy redaction) {}
