package dev.boshtap.exporters.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives each secret a name that says nothing of it: {@code secret-3f9a1c07}. The names are keyed
 * with a key that is made for one run and never leaves it, so that they cannot be found by trying
 * likely passwords, nor be compared between captures. Safe for use by several threads.
 */
final class Aliases {

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern ALIAS = Pattern.compile("secret-[0-9a-f]{8}");

  private static final Pattern ALIAS_IN_URL = Pattern.compile("secret-[0-9a-f]{8}[?#].*+");

  /** How many are remembered: the same cookie comes with every poll. */
  private static final int REMEMBERED = 1_000;

  private final SecretKeySpec key;
  private final Map<String, String> known = new ConcurrentHashMap<>();

  private Aliases(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** Aliases under a fresh key. */
  static Aliases random() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Aliases(key);
  }

  /** Whether a text is an alias that stands in a URL, with what follows it there. */
  static boolean beginsUrlTail(String text) {
    return ALIAS_IN_URL.matcher(text).matches();
  }

  /** The secret's alias. Nothing stays nothing, and an alias stays what it is. */
  String of(String secret) {
    if (secret.isEmpty() || ALIAS.matcher(secret).matches()) {
      return secret;
    }
    if (known.size() >= REMEMBERED) {
      known.clear();
    }
    return known.computeIfAbsent(secret, this::make);
  }

  private String make(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] tag = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      return "secret-" + HexFormat.of().formatHex(tag, 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": not there (every Java platform has it)", e);
    }
  }
}
