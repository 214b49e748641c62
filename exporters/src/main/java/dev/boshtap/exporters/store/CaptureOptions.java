package dev.boshtap.exporters.store;

import dev.boshtap.exporters.redact.RedactionPolicy;

/**
 * How a capture is recorded, and what it says of itself.
 *
 * @param version boshtap's version
 * @param host this machine's name
 * @param redaction the policy of the redactor that what is recorded went through
 * @param bodyLimit the most that is kept of one body, in bytes
 * @param rotation when to go on in a new file
 * @param queueBytes about how much memory may be held by what waits to be written
 */
public record CaptureOptions(
    String version,
    String host,
    RedactionPolicy redaction,
    long bodyLimit,
    Rotation rotation,
    long queueBytes) {}
