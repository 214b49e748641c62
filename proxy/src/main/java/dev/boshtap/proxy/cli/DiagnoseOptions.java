package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.open.CaptureKeys;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code diagnose} and {@code report} are told that is not a setting.
 *
 * @param files the captures to diagnose together, one or more
 * @param keys what it takes to read those that are locked
 * @param evidence whether the evidence is wanted with each finding
 */
public record DiagnoseOptions(List<Path> files, CaptureKeys keys, boolean evidence) {

  /** Keeps the list as it is now. */
  public DiagnoseOptions {
    files = List.copyOf(files);
  }
}
