package dev.boshtap.exporters.redact;

import java.util.Locale;
import java.util.Set;

/**
 * The names under which Finesse, its gadgets, BOSH and single sign-on carry secrets. Compared
 * without case, hyphens and underscores: {@code access_token}, {@code accessToken} and {@code
 * Access-Token} are one name.
 */
final class SecretNames {

  private static final Set<String> ANYWHERE =
      Set.of(
          "authorization",
          "proxyauthorization",
          "authz",
          "assertion",
          "cookie",
          "credential",
          "credentials",
          "jsessionid",
          "jwt",
          "passwd",
          "passphrase",
          "pwd",
          "samlrequest",
          "samlresponse",
          "setcookie");

  /** {@code newPassword}, {@code refresh_token}, {@code client_secret}, {@code X-Api-Key}. */
  private static final Set<String> ENDINGS = Set.of("password", "token", "secret", "apikey");

  /** Short names that are secrets in a URL or a form, and something else everywhere else. */
  private static final Set<String> PARAMETERS = Set.of("code", "st", "ticket", "key", "newkey");

  private static final Set<String> HEADER_PARTS =
      Set.of("auth", "csrf", "xsrf", "session", "secret", "password", "token", "apikey");

  /** Headers that hold such a word in their name and no secret in their value. */
  private static final Set<String> HARMLESS_HEADERS =
      Set.of(
          "authority",
          "accesscontrolallowcredentials",
          "authenticationinfo",
          "wwwauthenticate",
          "proxyauthenticate");

  /** Fields and attributes that hold the name of what stands in the field beside them. */
  private static final Set<String> NAMES =
      Set.of("name", "key", "id", "field", "param", "parameter", "property");

  private SecretNames() {}

  /** Whether what stands under this name in JSON, XML or a map is a secret. */
  static boolean isSecret(String name) {
    String plain = plain(name);
    return ANYWHERE.contains(plain) || endsWithOne(ENDINGS, plain);
  }

  /** Whether a parameter of a URL or a form is a secret. */
  static boolean isSecretParameter(String name) {
    return isSecret(name) || PARAMETERS.contains(plain(name));
  }

  /** Whether what stands under this name may be the name of a secret: {@code "name":"token"}. */
  static boolean isNameOfValue(String field) {
    return NAMES.contains(plain(field));
  }

  /** Whether what stands under this name is what the name beside it says: {@code "value":"x"}. */
  static boolean isValueOfName(String field) {
    String plain = plain(field);
    return plain.equals("value") || plain.equals("values");
  }

  /** Whether the whole value of a header field of this name is a secret. */
  static boolean isSecretHeader(String name) {
    String plain = plain(name);
    return !HARMLESS_HEADERS.contains(plain)
        && (isSecret(name) || HEADER_PARTS.stream().anyMatch(plain::contains));
  }

  private static boolean endsWithOne(Set<String> endings, String plain) {
    for (String ending : endings) {
      if (plain.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String name) {
    String joined =
        name.indexOf('-') < 0 && name.indexOf('_') < 0
            ? name
            : name.replace("-", "").replace("_", "");
    return joined.toLowerCase(Locale.ROOT);
  }
}
