package dev.boshtap.proxy.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code open} is told that is not a setting.
 *
 * @param files the files to decode, one or more
 */
public record OpenOptions(List<Path> files) {

  /** Keeps the list as it is now. */
  public OpenOptions {
    files = List.copyOf(files);
  }
}
