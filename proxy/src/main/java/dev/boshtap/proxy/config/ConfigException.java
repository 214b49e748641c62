package dev.boshtap.proxy.config;

/**
 * A setting that cannot be used, in one line for the person who made it: where it stands, its key
 * and value, and what was expected.
 */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1;

  ConfigException(String message) {
    super(message);
  }
}
