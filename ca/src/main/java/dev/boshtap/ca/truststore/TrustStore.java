package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A place where programs look up which roots to trust. It decides what is to be run and reads what
 * is there; it changes nothing itself.
 */
public interface TrustStore {

  /** The kinds of stores, by which a user chooses among them. */
  enum Kind {
    /** The operating system's: of the user on Windows and macOS, of all users on Linux. */
    SYSTEM,
    /** A database of Mozilla's NSS, in which browsers on Linux keep trust of their own. */
    NSS
  }

  /** What it is. */
  Kind kind();

  /** Where it is: a path, or the system's name for it. Together with the kind it is unique. */
  String location();

  /** Who looks there, for a person: {@code Chrome and Chromium}. */
  String users();

  /** Whether only an administrator can change it. */
  default boolean needsAdministrator() {
    return false;
  }

  /** What has to be installed before it can be changed, and how; empty if all is there. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /** The commands that make it trust a root. */
  List<Command> installing(Anchor anchor) throws IOException;

  /**
   * The commands that take a root out; none when it is not there. Which they are may depend on what
   * is found, for they name this certificate and no other.
   */
  List<Command> removing(Anchor anchor, CommandRunner runner) throws IOException;

  /** Asks the store itself why a root is not trusted; empty when it is. */
  Optional<String> distrust(Anchor anchor, CommandRunner runner) throws IOException;
}
