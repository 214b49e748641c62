package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.open.CaptureKeys;
import java.nio.file.Path;

/**
 * What {@code redact} is told that is not a setting.
 *
 * @param file the capture to clean
 * @param keys what it takes to read it
 * @param out the capture to write; its name ends in {@code .har} or {@code .saz}
 */
public record RedactOptions(Path file, CaptureKeys keys, Path out) {}
