package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.EventFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code export} is told.
 *
 * @param capture the capture, with all its later parts
 * @param targets what is written, one or more
 * @param curl the exchange that is wanted as a command for curl
 * @param filter what of the capture is written
 */
public record ExportOptions(
    Path capture, List<Target> targets, Optional<Long> curl, EventFilter filter) {

  /** A form that a capture can be written in. */
  public enum Format {
    HAR,
    EVENTS,
    EXCHANGES,
    CSV_POLLS,
    CSV_EVENTS,
    SAZ
  }

  /**
   * A file to be written.
   *
   * @param file where; {@code -} is standard output
   */
  public record Target(Format format, Path file) {

    /** Whether it goes to standard output. */
    public boolean isStandardOutput() {
      return file.toString().equals("-");
    }
  }

  /** Keeps the list as it is now. */
  public ExportOptions {
    targets = List.copyOf(targets);
  }
}
