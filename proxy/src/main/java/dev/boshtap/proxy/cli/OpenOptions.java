package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.open.CaptureKeys;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code open} is told that is not a setting.
 *
 * @param files the files to decode, one or more
 * @param keys what it takes to read those that are locked
 * @param filter what of them is shown
 */
public record OpenOptions(List<Path> files, CaptureKeys keys, EventFilter filter) {

  /** Keeps the list as it is now. */
  public OpenOptions {
    files = List.copyOf(files);
  }
}
