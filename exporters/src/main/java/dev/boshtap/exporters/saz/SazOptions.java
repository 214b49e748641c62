package dev.boshtap.exporters.saz;

import java.time.ZoneId;

/**
 * What a session archive says of itself, and how it shows time.
 *
 * @param version boshtap's version
 * @param zone the zone whose offset times are written with
 * @param redacted whether what is written went through an active redactor; it is said in the file
 */
public record SazOptions(String version, ZoneId zone, boolean redacted) {}
