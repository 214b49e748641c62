package dev.boshtap.exporters.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks into what is written in base64 or base64url (RFC 4648, 4 and 5) in the midst of a text: XML
 * and JSON are read there as anywhere, and a JSON Web Token (RFC 7519), whatever its name, is a
 * secret.
 */
final class Base64Redaction {

  /** What base64 of a text begins with: three bytes of XML or JSON, or the head of a gzip. */
  static final Set<String> BEGINNINGS =
      Stream.concat(
              Stream.of(
                      "<?x", "<Us", "<us", "<Up", "<Di", "<di", "<Cl", "<bo", "<au", "<re", "<no",
                      "<me", "<iq", "<pa", "<Pa", "{ \"", "[{\"", "{\n ", "{\r\n")
                  .map(Base64Redaction::encoded),
              Stream.of("eyJ", "H4sI"))
          .map(beginning -> beginning.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private static final Pattern TOKEN =
      Pattern.compile("(?<![\\w-])eyJ[\\w-]{8,}+\\.[\\w-]{8,}+(?:\\.[\\w-]*+)?");

  private static final Pattern RUN =
      Pattern.compile("(?<![\\w+/-])[A-Za-z0-9+/_-]{16,}+(?:={1,2}+)?");

  private final SensitiveValues values;

  Base64Redaction(SensitiveValues values) {
    this.values = values;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1));
  }

  /** The text, in which {@code nested} was asked of all that was found to be a text. */
  String redact(String text, UnaryOperator<String> nested) {
    String tokens = TOKEN.matcher(text).replaceAll(found -> values.alias(found.group()));
    return RUN.matcher(tokens)
        .replaceAll(found -> Matcher.quoteReplacement(run(found.group(), nested)));
  }

  private String run(String run, UnaryOperator<String> nested) {
    byte[] plain = decoded(run);
    if (plain == null || plain.length < 2) {
      return run;
    }
    if (Packed.isPacked(plain)) {
      return values.alias(run);
    }
    if (plain[0] != '<' && plain[0] != '{' && plain[0] != '[') {
      return run;
    }
    String text = new String(plain, ISO_8859_1); // One character a byte, whatever the charset.
    String redacted = nested.apply(text);
    return redacted.equals(text) ? run : encoded(redacted, run);
  }

  /** In the alphabet, and with the padding, that stood there. */
  private static String encoded(String text, String like) {
    boolean url = like.indexOf('-') >= 0 || like.indexOf('_') >= 0;
    Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
    return (like.endsWith("=") ? encoder : encoder.withoutPadding())
        .encodeToString(text.getBytes(ISO_8859_1));
  }

  private static byte @Nullable [] decoded(String run) {
    String unpadded = run.replace("=", "").replace('-', '+').replace('_', '/');
    int whole = unpadded.length() % 4 == 1 ? unpadded.length() - 1 : unpadded.length();
    try {
      return Base64.getDecoder().decode(unpadded.substring(0, whole));
    } catch (IllegalArgumentException e) {
      return null; // Bits that are set behind the last byte.
    }
  }
}
