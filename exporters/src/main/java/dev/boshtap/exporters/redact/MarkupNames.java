package dev.boshtap.exporters.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the elements of one markup text to find a secret that one element names and the one
 * beside it holds: {@code <name>password</name><value>s3cr3t</value>}, in either order.
 */
final class MarkupNames {

  /** After the opening tag of a value: its text, its end, and the element beside it. */
  private static final Pattern NAME_BEHIND =
      Pattern.compile("[^<]*+</[^<>]*+>\\s*+<(?:[\\w.-]++:)?([\\w.-]++)[^<>]*+>([^<]*+)</");

  private static final int NONE = Integer.MAX_VALUE;

  private int level;
  private boolean inName;

  /** The level on which a secret was named, while what encloses the name is open. */
  private int named = NONE;

  /** An element that is not empty begins. */
  void opened(String element) {
    level++;
    inName = SecretNames.isNameOfValue(element);
    if (inName) {
      named = NONE;
    }
  }

  /** Text within the element that began last. */
  void content(String plain) {
    if (inName && SecretNames.isSecret(plain.strip())) {
      named = level;
    }
  }

  /** An element ends. */
  void closed() {
    level--;
    inName = false;
    if (named != NONE && level < named - 1) {
      named = NONE;
    }
  }

  /**
   * Whether the element that began last holds a secret that is named beside it.
   *
   * @param end where its opening tag ends
   */
  boolean isSecretValue(String element, String text, int end) {
    if (!SecretNames.isValueOfName(element)) {
      return false;
    }
    // Tags of HTML that are never closed leave the level too high, never too low.
    if (level >= named) {
      return true;
    }
    Matcher behind = NAME_BEHIND.matcher(text).region(end, text.length());
    return behind.lookingAt()
        && SecretNames.isNameOfValue(behind.group(1))
        && SecretNames.isSecret(Entities.unescape(behind.group(2)).strip());
  }
}
