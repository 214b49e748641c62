package dev.boshtap.exporters.redact;

import org.jspecify.annotations.Nullable;

/** The escapes of XML: the five names it predefines, and characters by number. */
final class Entities {

  /** The last code point in hexadecimal, with a leading zero or two. */
  private static final int LONGEST = 12;

  private static final int NOTHING = -1;

  /** By the character that they stand for. */
  private static final @Nullable String[] ESCAPES = new String['>' + 1];

  static {
    ESCAPES['<'] = "&lt;";
    ESCAPES['>'] = "&gt;";
    ESCAPES['&'] = "&amp;";
    ESCAPES['"'] = "&quot;";
    ESCAPES['\''] = "&apos;";
  }

  private Entities() {}

  /** The text without escapes; what is none stays as it is. */
  static String unescape(String raw) {
    return raw.indexOf('&') < 0 ? raw : unescape(raw, 0, raw.length());
  }

  /** As {@link #unescape(String)}, of what stands from {@code start} up to {@code stop}. */
  static String unescape(String raw, int start, int stop) {
    int ampersand = raw.indexOf('&', start);
    if (ampersand < 0 || ampersand >= stop) {
      return raw.substring(start, stop);
    }
    char[] plain = new char[stop - start];
    int length = 0;
    int from = start;
    while (ampersand >= 0 && ampersand < stop) {
      raw.getChars(from, ampersand, plain, length);
      length += ampersand - from;
      int end = semicolon(raw, ampersand, stop);
      int meant = end < 0 ? NOTHING : meaning(raw, ampersand + 1, end);
      if (meant == NOTHING) {
        plain[length++] = '&';
        from = ampersand + 1;
      } else {
        // No escape is shorter than what it stands for.
        length += Character.toChars(meant, plain, length);
        from = end + 1;
      }
      ampersand = raw.indexOf('&', from);
    }
    raw.getChars(from, stop, plain, length);
    return new String(plain, 0, length + stop - from);
  }

  /** The text with what must be escaped escaped, in content and in attributes alike. */
  static String escape(String plain) {
    Replacements raw = new Replacements(plain);
    raw.replaceEscaped(0, plain.length(), plain);
    return raw.text();
  }

  /** What a character is escaped as, or null. */
  static @Nullable String escape(char c) {
    return c < ESCAPES.length ? ESCAPES[c] : null;
  }

  /** Where an escape ends, or -1 where it does not within the length of the longest. */
  private static int semicolon(String raw, int from, int end) {
    int stop = Math.min(end, from + LONGEST);
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
