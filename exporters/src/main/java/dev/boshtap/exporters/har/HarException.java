package dev.boshtap.exporters.har;

import java.io.IOException;

/** A file that cannot be read as a HAR; the message is one line for the person who named it. */
public final class HarException extends IOException {

  private static final long serialVersionUID = 1L;

  HarException(String message) {
    super(message);
  }
}
