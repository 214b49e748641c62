package dev.boshtap.exporters.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts aliases in the place of what is not to be shown, and keeps what is no secret of the value:
 * the scheme of an {@code Authorization}, the names and attributes of cookies. Knows by the policy
 * what is sensitive.
 */
final class SensitiveValues {

  /** What login ids look like; anything else may be a secret in the wrong place. */
  private static final Pattern LOGIN_ID = Pattern.compile("[A-Za-z0-9._@\\\\-]{1,64}");

  /** Behind each part of a {@code Set-Cookie}; the comma in a date is followed by no name. */
  private static final Pattern COOKIE_PART =
      Pattern.compile("(?<=[;\\n])|(?<=,)(?=\\s{0,9}[^;,=\\s]{1,200}=)");

  /** RFC 6265, 4.1.1, and what came after it. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "domain",
          "expires",
          "httponly",
          "max-age",
          "partitioned",
          "path",
          "priority",
          "samesite",
          "secure",
          "version");

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
      case "set-cookie" -> setCookies(value);
      case "authorization", "proxy-authorization" -> credentials(value);
      default -> alias(names.of(name), value);
    };
  }

  /** {@code Bearer secret-…}: who reads a capture wants to know the scheme. */
  String credentials(String value) {
    int space = value.indexOf(' ');
    if (space < 0) {
      return alias(value);
    }
    String scheme = value.substring(0, space + 1);
    String given = value.substring(space).strip();
    return scheme + (scheme.equalsIgnoreCase("Basic ") ? basic(given) : alias(given));
  }

  /**
   * {@code p4-k3x9qa:secret-…}, not in base64: whose request it is stays known to whoever reads the
   * capture, and nobody takes it for a password that was forgotten here.
   */
  private String basic(String given) {
    String plain = given.indexOf(':') < 0 ? decoded(given) : given;
    int colon = plain.indexOf(':');
    if (colon <= 0) {
      return alias(given);
    }
    String user = plain.substring(0, colon);
    boolean kept = names.of("loginId") != Sensitivity.PERSONAL && LOGIN_ID.matcher(user).matches();
    return (kept ? user : pseudonym(user)) + ":" + alias(plain.substring(colon + 1));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
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
    if (value.length() == padded.length()) {
      return alias(why, value);
    }
    int start = padded.indexOf(value);
    return padded.substring(0, start)
        + alias(why, value)
        + padded.substring(start + value.length());
  }

  /** Attributes stay; there may be several cookies, as tools join fields of the same name. */
  private String setCookies(String value) {
    StringBuilder redacted = new StringBuilder(value.length());
    boolean begins = true;
    for (String part : COOKIE_PART.split(value, -1)) {
      int end = part.length();
      boolean delimited = end > 0 && ";,\n".indexOf(part.charAt(end - 1)) >= 0;
      String plain = delimited ? part.substring(0, end - 1) : part;
      redacted.append(!begins && isAttribute(plain) ? plain : pair(plain));
      redacted.append(part, plain.length(), end);
      begins = delimited && part.charAt(end - 1) != ';';
    }
    return redacted.toString();
  }

  private static boolean isAttribute(String part) {
    int equals = part.indexOf('=');
    String name = equals < 0 ? part : part.substring(0, equals);
    return name.isBlank() || ATTRIBUTES.contains(name.strip().toLowerCase(Locale.ROOT));
  }

  private String pair(String pair) {
    int equals = pair.indexOf('=');
    return cookieName(pair.substring(0, equals + 1)) + aliasInPlace(pair.substring(equals + 1));
  }

  /** Finesse's desktop puts the agent into the name of one: {@code activeDeviceId1001003}. */
  private String cookieName(String name) {
    int at = name.toLowerCase(Locale.ROOT).indexOf(SensitiveNames.DEVICE);
    int id = at + SensitiveNames.DEVICE.length();
    int end = name.length() - 1;
    return at < 0 || !names.arePersonalToo() || id >= end
        ? name
        : name.substring(0, id) + pseudonym(name.substring(id, end)) + "=";
  }
}
