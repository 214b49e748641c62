package dev.boshtap.exporters.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives each secret a name that says nothing of it, {@code secret-3f9a1c07}, and each personal
 * value a pseudonym that says how many characters it has, {@code p7-k3x9qa}. The names are keyed
 * with a {@link RedactionKey} that is made for one run and is in nothing that it writes, so that
 * they cannot be found by trying likely passwords or numbers, nor be compared between captures; but
 * by whoever has the key. Safe for use by several threads.
 */
final class Aliases {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String FORM = "(?:secret-[0-9a-f]{8}|p\\d{1,6}-[a-z2-7]{6})";
  private static final Pattern ALIAS = Pattern.compile(FORM);
  private static final Pattern ALIAS_IN_URL = Pattern.compile(FORM + "[?#].*+");
  private static final Pattern ALIAS_OF_PAIR = Pattern.compile("[^=]*+=" + FORM);
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

  /** How many are remembered: the same cookie comes with every poll. */
  private static final int REMEMBERED = 10_000;

  private static final int LONGEST_REMEMBERED = 1_000;

  private final SecretKeySpec key;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, String> pseudonyms = new ConcurrentHashMap<>();

  /** Aliases under a key. */
  Aliases(RedactionKey key) {
    this.key = key.forMac(ALGORITHM);
  }

  /** Aliases under a key of their own. */
  static Aliases random() {
    return new Aliases(RedactionKey.random());
  }

  /** Whether a text is an alias that stands in a URL, with what follows it there. */
  static boolean beginsUrlTail(String text) {
    return ALIAS_IN_URL.matcher(text).matches();
  }

  /** Whether a text is a name with an alias for its value, as a cookie is. */
  static boolean endsPair(String text) {
    return ALIAS_OF_PAIR.matcher(text).matches();
  }

  /** Whether a text is an alias. */
  static boolean isAlias(String text) {
    return ALIAS.matcher(text).matches();
  }

  /** The secret's alias. Nothing stays nothing, and an alias stays what it is. */
  String secret(String secret) {
    return of(secret, secrets, this::makeAlias);
  }

  /**
   * The pseudonym of a personal value, whatever the case of its letters: a login id is written in
   * one way by Finesse and in another by XMPP. Nothing stays nothing, and an alias what it is.
   */
  String pseudonym(String personal) {
    return of(personal, pseudonyms, this::makePseudonym);
  }

  private static String of(
      String value, Map<String, String> known, Function<String, String> making) {
    String alias = known.get(value);
    if (alias != null) {
      return alias;
    }
    if (value.isEmpty() || isAlias(value)) {
      return value;
    }
    if (value.length() > LONGEST_REMEMBERED) {
      return making.apply(value);
    }
    if (known.size() >= REMEMBERED) {
      known.clear();
    }
    return known.computeIfAbsent(value, making);
  }

  private String makeAlias(String secret) {
    return "secret-" + HexFormat.of().formatHex(tag("", secret), 0, 4);
  }

  private String makePseudonym(String personal) {
    byte[] tag = tag("personal ", personal.toLowerCase(Locale.ROOT));
    StringBuilder word = new StringBuilder(12).append('p');
    word.append(Math.min(personal.codePointCount(0, personal.length()), 999_999)).append('-');
    for (int i = 0; i < 6; i++) {
      word.append(LETTERS.charAt(tag[i] & 31));
    }
    return word.toString();
  }

  private byte[] tag(String use, String value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal((use + value).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": not there (every Java platform has it)", e);
    }
  }
}
