package dev.boshtap.proxy.config;

import dev.boshtap.ca.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A passphrase that stands in a file or in an environment variable, and is read when it is needed.
 * Shown, it is its place and not itself.
 */
public final class Passphrase {

  private final Optional<Path> file;
  private final String variable;
  private final Optional<String> value;

  private Passphrase(Optional<Path> file, String variable, Optional<String> value) {
    this.file = file;
    this.variable = variable;
    this.value = value;
  }

  /** The first line of a file that only its owner can read. */
  static Passphrase file(Path file) {
    return new Passphrase(Optional.of(file), "", Optional.empty());
  }

  /** The value of an environment variable, once it is known {@linkplain #in which}. */
  static Passphrase variable(String name) {
    return new Passphrase(Optional.empty(), name, Optional.empty());
  }

  /** The same in an environment. */
  Passphrase in(Map<String, String> environment) {
    return new Passphrase(file, variable, Optional.ofNullable(environment.get(variable)));
  }

  /**
   * The passphrase.
   *
   * @throws IOException when it is not where it should be, or not its owner's alone; the message
   *     says so in one line
   */
  public char[] read() throws IOException {
    if (file.isEmpty()) {
      return value
          .orElseThrow(() -> new IOException(variable + ": not set (expected: a passphrase)"))
          .toCharArray();
    }
    Path from = file.get();
    Optional<String> looseness = OwnerOnlyFiles.looseness(from);
    if (looseness.isPresent()) {
      throw new IOException(from + ": " + looseness.get());
    }
    return FirstLine.of(from).toCharArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Passphrase that && that.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** Where it is. */
  @Override
  public String toString() {
    return file.map(Path::toString).orElse(variable);
  }
}
