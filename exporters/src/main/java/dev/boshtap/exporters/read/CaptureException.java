package dev.boshtap.exporters.read;

import java.io.IOException;

/** A file that cannot be read as a capture; the message is one line for whoever named it. */
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
}
