package dev.boshtap.ca.truststore;

import java.util.List;

/**
 * What came of one store.
 *
 * @param store which
 * @param outcome in a word
 * @param detail why, where the word alone does not say; or empty
 * @param commands what was run, would be run, or is left for an administrator to run
 */
public record Report(TrustStore store, Outcome outcome, String detail, List<Command> commands) {

  /** How it went. */
  public enum Outcome {
    /** It trusts the root now; it was asked afterwards. */
    TRUSTED,
    /** It did already. */
    ALREADY_TRUSTED,
    /** The root is out of it; it was asked afterwards. */
    REMOVED,
    /** The root was not in it. */
    NOT_THERE,
    /** Nothing was done, for it was to be said only. */
    WOULD_RUN,
    /** Nothing was done, for we lack the rights. */
    NEEDS_ADMINISTRATOR,
    /** Nothing was done, for a program is missing. */
    NOT_POSSIBLE,
    /** It was tried, and the store is not as it should be. */
    FAILED
  }

  /** Keeps the commands as they are now. */
  public Report {
    commands = List.copyOf(commands);
  }
}
