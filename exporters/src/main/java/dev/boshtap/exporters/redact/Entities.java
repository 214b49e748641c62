package dev.boshtap.exporters.redact;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The escapes of XML: the five names it predefines, and characters by number. */
final class Entities {

  private static final Map<String, String> NAMED =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");

  /** The last code point in hexadecimal, with a leading zero or two. */
  private static final int LONGEST = 12;

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
      String meant = end < 0 ? null : meaning(raw.substring(ampersand + 1, end));
      plain.append(raw, from, ampersand);
      if (meant == null) {
        plain.append('&');
        from = ampersand + 1;
      } else {
        plain.append(meant);
        from = end + 1;
      }
      ampersand = raw.indexOf('&', from);
    }
    return plain.append(raw, from, raw.length()).toString();
  }

  /** The text with what must be escaped escaped, in content and in attributes alike. */
  static String escape(String plain) {
    StringBuilder raw = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '<' -> raw.append("&lt;");
        case '>' -> raw.append("&gt;");
        case '&' -> raw.append("&amp;");
        case '"' -> raw.append("&quot;");
        case '\'' -> raw.append("&apos;");
        default -> raw.append(c);
      }
    }
    return raw.toString();
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

  private static @Nullable String meaning(String name) {
    if (!name.startsWith("#")) {
      return NAMED.get(name);
    }
    try {
      int codePoint =
          name.startsWith("#x") || name.startsWith("#X")
              ? Integer.parseInt(name.substring(2), 16)
              : Integer.parseInt(name.substring(1));
      return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
