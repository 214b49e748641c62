package dev.boshtap.decoders.xml;

/** The references that XML knows without a DTD (XML 1.0, 4.1 and 4.6). */
public final class References {

  private static final int NONE = -1;

  /** The longest reference, leading zeros allowed for. */
  private static final int LONGEST = 14;

  private References() {}

  /**
   * Resolves each reference of a text once. What is no reference, or stands for no character, is
   * left as it is.
   */
  public static String resolve(String text) {
    int next = text.indexOf('&');
    if (next < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    while (next >= 0) {
      int end = end(text, next);
      int character = end < 0 ? NONE : named(text.substring(next + 1, end));
      if (Character.isValidCodePoint(character)) {
        out.append(text, done, next).appendCodePoint(character);
        done = end + 1;
        next = text.indexOf('&', done);
      } else {
        next = text.indexOf('&', next + 1);
      }
    }
    return out.append(text, done, text.length()).toString();
  }

  /** Where the semicolon of the reference at {@code ampersand} stands, or -1: none is near. */
  static int end(String text, int ampersand) {
    int last = Math.min(text.length(), ampersand + LONGEST);
    for (int i = ampersand + 1; i < last; i++) {
      if (text.charAt(i) == ';') {
        return i;
      }
    }
    return -1;
  }

  private static int named(String name) {
    return switch (name) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> character(name);
    };
  }

  /**
   * The number of a character reference, for example {@code #xE9}; -1 where it is no such
   * reference. Not every number is a character's.
   */
  static int character(String name) {
    boolean hex = name.startsWith("#x");
    int digits = hex ? 2 : 1;
    if (!name.startsWith("#") || name.length() == digits) {
      return NONE;
    }
    int value = 0;
    for (int i = digits; i < name.length(); i++) {
      int digit = Character.digit(name.charAt(i), hex ? 16 : 10);
      if (digit < 0) {
        return NONE;
      }
      value = Math.min(value * (hex ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
    }
    return value;
  }
}
