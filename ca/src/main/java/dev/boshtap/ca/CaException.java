package dev.boshtap.ca;

import java.io.IOException;

/**
 * Says in one line, fit to be shown to a person as it is, why the root CA cannot be used: the path,
 * what was found there, and what was expected.
 */
public final class CaException extends IOException {

  private static final long serialVersionUID = 1;

  /** A reason, without what the system said. */
  public CaException(String message) {
    super(message);
  }

  /** A reason, and what the system said. */
  public CaException(String message, Throwable cause) {
    super(message, cause);
  }
}
