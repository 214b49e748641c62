package dev.boshtap.exporters.redact;

/** The escapes of XML: the five names it predefines, and characters by number. */
final class Entities {

  /** The last code point in hexadecimal, with a leading zero or two. */
  private static final int LONGEST = 12;

  private static final int NOTHING = -1;

  private Entities() {}

  /** The text without escapes; what is none stays as it is. */
  static String unescape(String raw) {
    int ampersand = raw.indexOf('&');
    if (ampersand < 0) {
      return raw;
    }
    StringBuilder plain = new StringBuilder(raw.length());
    int from = 0;
    while (ampersand >= 0) {
      int end = semicolon(raw, ampersand);
      int meant = end < 0 ? NOTHING : meaning(raw, ampersand + 1, end);
      plain.append(raw, from, ampersand);
      if (meant == NOTHING) {
        plain.append('&');
        from = ampersand + 1;
      } else {
        plain.appendCodePoint(meant);
        from = end + 1;
      }
      ampersand = raw.indexOf('&', from);
    }
    return plain.append(raw, from, raw.length()).toString();
  }

  /** The text with what must be escaped escaped, in content and in attributes alike. */
  static String escape(String plain) {
    StringBuilder raw = new StringBuilder(plain.length() + plain.length() / 4 + 16);
    int from = 0;
    for (int i = 0; i < plain.length(); i++) {
      String escape =
          switch (plain.charAt(i)) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\'' -> "&apos;";
            default -> null;
          };
      if (escape != null) {
        raw.append(plain, from, i).append(escape);
        from = i + 1;
      }
    }
    return raw.append(plain, from, plain.length()).toString();
  }

  /** Where an escape ends, or -1 where it does not within the length of the longest. */
  private static int semicolon(String raw, int from) {
    int stop = Math.min(raw.length(), from + LONGEST);
    for (int at = from; at < stop; at++) {
      if (raw.charAt(at) == ';') {
        return at;
      }
    }
    return -1;
  }

  /** The character that an escape stands for, of which the name or number is given. */
  private static int meaning(String raw, int start, int end) {
    if (raw.startsWith("#", start)) {
      return numbered(raw.substring(start + 1, end));
    }
    return switch (end - start) {
      case 2 -> raw.startsWith("lt", start) ? '<' : raw.startsWith("gt", start) ? '>' : NOTHING;
      case 3 -> raw.startsWith("amp", start) ? '&' : NOTHING;
      case 4 ->
          raw.startsWith("quot", start) ? '"' : raw.startsWith("apos", start) ? '\'' : NOTHING;
      default -> NOTHING;
    };
  }

  private static int numbered(String number) {
    try {
      int codePoint =
          number.startsWith("x") || number.startsWith("X")
              ? Integer.parseInt(number.substring(1), 16)
              : Integer.parseInt(number);
      return Character.isValidCodePoint(codePoint) ? codePoint : NOTHING;
    } catch (NumberFormatException e) {
      return NOTHING;
    }
  }
}
