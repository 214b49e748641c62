package dev.boshtap.exporters.redact;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Puts aliases in the place of what is not to be shown, and keeps what is no secret of the value:
 * the scheme of an {@code Authorization}, the names and attributes of cookies. Knows by the policy
 * what is sensitive.
 */
final class SensitiveValues {

  private final SensitiveNames names;
  private final Aliases aliases;

  SensitiveValues(SensitiveNames names, Aliases aliases) {
    this.names = names;
    this.aliases = aliases;
  }

  /** What is sensitive, by its name. */
  SensitiveNames names() {
    return names;
  }

  /** The value, known by its name to be sensitive. */
  String redact(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "cookie" ->
          Arrays.stream(value.split(";", -1)).map(this::pair).collect(Collectors.joining(";"));
      case "set-cookie" -> {
        int semicolon = value.indexOf(';');
        yield semicolon < 0
            ? pair(value)
            : pair(value.substring(0, semicolon)) + value.substring(semicolon);
      }
      case "authorization", "proxy-authorization" -> credentials(value);
      default -> alias(names.of(name), value);
    };
  }

  /** {@code Basic secret-…}: who reads a capture wants to know the scheme. */
  String credentials(String value) {
    int space = value.indexOf(' ');
    return space < 0 ? alias(value) : value.substring(0, space + 1) + alias(value.substring(space));
  }

  /** A secret's alias; white space around the secret is no part of it. */
  String alias(String padded) {
    return aliases.secret(padded.strip());
  }

  /** A personal value's pseudonym; white space around the value is no part of it. */
  String pseudonym(String padded) {
    return aliases.pseudonym(padded.strip());
  }

  /**
   * The alias of a value that is personal, or of one that is secret, for want of knowing better.
   */
  String alias(Sensitivity why, String padded) {
    return why == Sensitivity.PERSONAL ? pseudonym(padded) : alias(padded);
  }

  /** The secret's alias in the midst of the white space that stood around the secret. */
  String aliasInPlace(String padded) {
    return aliasInPlace(Sensitivity.SECRET, padded);
  }

  /** The alias in the midst of the white space that stood around the value. */
  String aliasInPlace(Sensitivity why, String padded) {
    String value = padded.strip();
    if (value.isEmpty()) {
      return padded;
    }
    int start = padded.indexOf(value);
    return padded.substring(0, start)
        + alias(why, value)
        + padded.substring(start + value.length());
  }

  private String pair(String pair) {
    int equals = pair.indexOf('=');
    return pair.substring(0, equals + 1) + aliasInPlace(pair.substring(equals + 1));
  }
}
