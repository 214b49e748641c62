package dev.boshtap.exporters.store;

import java.time.Duration;

/**
 * What of the captures in a folder is kept; the oldest go first, those being written never.
 *
 * @param size the most that all of them may take together, in bytes
 * @param age the most that one may be old, by its last change
 */
public record Retention(long size, Duration age) {}
