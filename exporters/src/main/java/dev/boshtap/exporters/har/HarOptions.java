package dev.boshtap.exporters.har;

import dev.boshtap.exporters.redact.RedactionPolicy;
import java.time.ZoneId;

/**
 * What a HAR says of itself, and how it shows time.
 *
 * @param version boshtap's version, for {@code creator}
 * @param zone the zone whose offset times are written with
 * @param redaction the policy of the redactor that what is written went through; it is said in the
 *     file
 */
public record HarOptions(String version, ZoneId zone, RedactionPolicy redaction) {}
