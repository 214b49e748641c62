package dev.boshtap.exporters.redact;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Puts aliases in the place of secrets whose name is known, and keeps what is no secret of the
 * value: the scheme of an {@code Authorization}, the names and attributes of cookies.
 */
final class SecretValues {

  private final Aliases aliases;

  SecretValues(Aliases aliases) {
    this.aliases = aliases;
  }

  /** The value, known by its name to hold a secret. */
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
      default -> alias(value);
    };
  }

  /** {@code Basic secret-…}: who reads a capture wants to know the scheme. */
  String credentials(String value) {
    int space = value.indexOf(' ');
    return space < 0 ? alias(value) : value.substring(0, space + 1) + alias(value.substring(space));
  }

  /** The alias; white space around the secret is no part of it. */
  String alias(String padded) {
    String secret = padded.strip();
    return aliases.of(secret);
  }

  /** The alias in the midst of the white space that stood around the secret. */
  String aliasInPlace(String padded) {
    String secret = padded.strip();
    if (secret.isEmpty()) {
      return padded;
    }
    int start = padded.indexOf(secret);
    return padded.substring(0, start)
        + aliases.of(secret)
        + padded.substring(start + secret.length());
  }

  private String pair(String pair) {
    int equals = pair.indexOf('=');
    return pair.substring(0, equals + 1) + aliasInPlace(pair.substring(equals + 1));
  }
}
