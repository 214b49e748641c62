package dev.boshtap.proxy.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code demo} is told that is not a setting.
 *
 * @param length how long it runs
 * @param out a folder for {@code events.ndjson}, {@code capture.har} and {@code capture.sqlite}
 */
public record DemoOptions(Duration length, Optional<Path> out) {}
