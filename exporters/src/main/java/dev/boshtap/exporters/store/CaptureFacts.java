package dev.boshtap.exporters.store;

import dev.boshtap.exporters.redact.RedactionPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * What a capture says of itself, beside what was observed.
 *
 * @param id one recording's, all its parts alike
 * @param part from 1; a recording that grows too large or too old goes on in a next part
 * @param started when this part was begun
 * @param completed when this part was completed; empty while it is written, and after a crash
 * @param next the file name of the part that follows, if one does
 * @param host the machine that recorded it
 * @param version the boshtap that recorded it
 * @param redaction what was taken out before anything was written
 * @param bodyLimit the most that was kept of one body, in bytes
 */
public record CaptureFacts(
    String id,
    int part,
    Instant started,
    Optional<Instant> completed,
    Optional<String> next,
    String host,
    String version,
    RedactionPolicy redaction,
    long bodyLimit) {}
