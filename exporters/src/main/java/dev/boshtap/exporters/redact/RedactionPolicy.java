package dev.boshtap.exporters.redact;

import java.util.Locale;

/** What is blotted out of everything that is shown or written; the strictest first. */
public enum RedactionPolicy {
  /** Secrets, what tells of persons (login ids, names, numbers, call variables), session ids. */
  PERSONAL(
      "personal: pseudonyms stand for what tells of persons and for ids of sessions, aliases for"
          + " passwords, tokens, cookies and SASL"),

  /** SASL, Authorization, cookies, tokens. */
  SECRETS(
      "secrets: aliases stand for passwords, tokens, cookies and SASL; names, numbers and login ids"
          + " are as they were sent"),

  /** Nothing. */
  NONE("no: this file holds passwords and tokens as they were sent");

  private final String said;

  RedactionPolicy(String said) {
    this.said = said;
  }

  /** As it is written in settings and in a capture: {@code personal}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a file says of itself that was written under this policy. */
  public String said() {
    return said;
  }

  /** Whether secrets are taken out. */
  public boolean isActive() {
    return this != NONE;
  }

  /** What can be said of this and that together. */
  public RedactionPolicy weaker(RedactionPolicy other) {
    return compareTo(other) > 0 ? this : other;
  }
}
