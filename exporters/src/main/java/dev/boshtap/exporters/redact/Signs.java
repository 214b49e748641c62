package dev.boshtap.exporters.redact;

import java.util.Locale;

/**
 * What in a text could make it worth looking for secrets in it. Nearly all texts that traffic
 * consists of (states, numbers, names, paths) show no such sign, and finding that out costs a
 * hundredth of what the patterns cost. A sign too many costs time; one too few would let a secret
 * through, so each is no more than what a pattern cannot match without.
 *
 * @param any whether there is any sign at all
 * @param markup whether there is a {@code <}
 * @param bracket whether there is an opening brace or bracket
 * @param assignment whether there is an equals sign
 */
record Signs(boolean any, boolean markup, boolean bracket, boolean assignment) {

  /** The signs in {@code text}. */
  static Signs in(String text) {
    boolean markup = false;
    boolean bracket = false;
    boolean assignment = false;
    boolean other = false;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '<' -> markup = true;
        case '{', '[' -> bracket = true;
        case '=' -> assignment = true;
        // Between names and values, and after schemes of credentials.
        case ':', '%', ' ', '\t', '\n', '\u000b', '\f', '\r' -> other = true;
        default -> {}
      }
    }
    return new Signs(markup || bracket || assignment || other, markup, bracket, assignment);
  }

  /** Whether {@code word}, of lower-case ASCII letters, is in {@code text} in any case. */
  static boolean mentions(String text, String word) {
    char first = word.charAt(0);
    for (int at = 0; at <= text.length() - word.length(); at++) {
      if ((text.charAt(at) | 0x20) == first
          && text.regionMatches(true, at, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether what stands before some {@code =} or {@code :} ends as the name of a secret does. */
  static boolean assignsSecret(String text) {
    for (int at = 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if ((c == '=' || c == ':') && SecretNames.endsSecret(nameBefore(text, at))) {
        return true;
      }
    }
    return false;
  }

  /** The word before a separator; spaces and a quotation mark may stand between. */
  private static String nameBefore(String text, int separator) {
    int end = separator;
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    if (end > 0 && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'')) {
      end--;
    }
    int start = end;
    while (start > 0 && isInName(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isInName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
