package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.open.CaptureKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code diagnose} and {@code report} are told that is not a setting.
 *
 * @param files the captures to diagnose together; none where there are logs
 * @param keys what it takes to read those that are locked
 * @param logs a folder of logs to go with them, or alone
 * @param evidence whether the evidence is wanted with each finding
 */
public record DiagnoseOptions(
    List<Path> files, CaptureKeys keys, Optional<Path> logs, boolean evidence) {

  /** Keeps the list as it is now. */
  public DiagnoseOptions {
    files = List.copyOf(files);
  }
}
