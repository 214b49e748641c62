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
    HAR("--har"),
    EVENTS("--events"),
    EXCHANGES("--exchanges"),
    CSV_POLLS("--csv-polls"),
    CSV_EVENTS("--csv-events"),
    SAZ("--saz");

    private final String option;

    Format(String option) {
      this.option = option;
    }

    /** With which it is asked for. */
    public String option() {
      return option;
    }
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
