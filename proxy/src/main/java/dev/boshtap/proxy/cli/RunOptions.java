package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.EventFilter;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code run} is told that is not a setting.
 *
 * @param length how long it runs; empty: until it is stopped
 * @param filter what of it is shown; all of it is recorded
 */
public record RunOptions(Optional<Duration> length, EventFilter filter) {}
