package dev.boshtap.exporters.har;

import java.time.ZoneId;

/**
 * What a HAR says of itself, and how it shows time.
 *
 * @param version boshtap's version, for {@code creator}
 * @param zone the zone whose offset times are written with
 * @param redacted whether what is written went through an active redactor; it is said in the file
 */
public record HarOptions(String version, ZoneId zone, boolean redacted) {}
