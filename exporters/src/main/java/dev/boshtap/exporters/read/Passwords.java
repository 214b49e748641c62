package dev.boshtap.exporters.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the password of an encrypted capture comes from: a person, a file, the environment. */
@FunctionalInterface
public interface Passwords {

  /** No password is known, and nobody can be asked. */
  Passwords NONE = (file, attempt) -> Optional.empty();

  /**
   * The password to try next.
   *
   * @param file the capture
   * @param attempt 1 the first time; then all given so far were wrong
   * @return the password, or none when there is none to try
   */
  Optional<char[]> next(Path file, int attempt) throws IOException;
}
