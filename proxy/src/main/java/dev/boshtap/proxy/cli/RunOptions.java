package dev.boshtap.proxy.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * What {@code run} is told that is not a setting.
 *
 * @param length how long it runs; empty: until it is stopped
 */
public record RunOptions(Optional<Duration> length) {}
