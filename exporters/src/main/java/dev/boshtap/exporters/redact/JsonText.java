package dev.boshtap.exporters.redact;

/** Reads the strings of a JSON text, whole or not. */
final class JsonText {

  private JsonText() {}

  /** The place of the quotation mark that ends a string, or of the end of the text. */
  static int endOfString(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, text.length());
  }

  /** Whether a text is one string and nothing else, which is JSON too. */
  static boolean isString(String text) {
    String stripped = text.strip();
    return stripped.length() > 2
        && stripped.charAt(0) == '"'
        && endOfString(stripped, 1) == stripped.length() - 1;
  }

  /** Whether the string that ended before here is the name of a field. */
  static boolean isBeforeColon(String text, int from) {
    int next = from;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next < text.length() && text.charAt(next) == ':';
  }

  /** What a string between its quotation marks means; what is no escape stays readable. */
  static String unescaped(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder plain = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        plain.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'u' -> {
          plain.append(hex(raw, i + 1));
          i = Math.min(i + 4, raw.length() - 1);
        }
        default -> plain.append(escape);
      }
    }
    return plain.toString();
  }

  private static char hex(String raw, int from) {
    try {
      return (char) Integer.parseInt(raw.substring(from, Math.min(from + 4, raw.length())), 16);
    } catch (NumberFormatException e) {
      return '\uFFFD';
    }
  }
}
