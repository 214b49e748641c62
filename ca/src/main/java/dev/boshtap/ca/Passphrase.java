package dev.boshtap.ca;

import org.jspecify.annotations.Nullable;

/** A secret that a person chose; it prints as dots and never as itself. */
public final class Passphrase {

  private final String secret;

  /**
   * A passphrase of at least one character.
   *
   * @throws IllegalArgumentException for an empty one
   */
  public Passphrase(String secret) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("passphrase: empty (expected: a character or more)");
    }
    this.secret = secret;
  }

  char[] characters() {
    return secret.toCharArray();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Passphrase passphrase && passphrase.secret.equals(secret);
  }

  @Override
  public int hashCode() {
    return secret.hashCode();
  }

  @Override
  public String toString() {
    return "•••";
  }
}
