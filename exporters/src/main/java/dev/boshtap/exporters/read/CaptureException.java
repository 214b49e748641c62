package dev.boshtap.exporters.read;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that cannot be read, begun or changed as a capture: it is none, is damaged, is of a later
 * version, is being written. The message is one line for whoever named it: the file, what is wrong,
 * and what was expected.
 */
public final class CaptureException extends IOException {

  private static final long serialVersionUID = 1L;

  /** The message names the file, what is wrong, and what was expected. */
  public CaptureException(String message) {
    super(message);
  }

  /** The message names the file, what is wrong, and what was expected. */
  public CaptureException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of this file, that this is wrong with it. */
  public CaptureException(Path file, String reason) {
    this(file + ": " + reason);
  }

  /** Of this file, that this is wrong with it. */
  public CaptureException(Path file, String reason, Throwable cause) {
    this(file + ": " + reason, cause);
  }
}
