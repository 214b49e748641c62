package dev.boshtap.decoders.xml;

import java.nio.charset.StandardCharsets;

/** Tags as they stand in a text, before any parser saw them. */
final class Tags {

  /** Aalto compares attributes of one name each with each: a long tag of them costs minutes. */
  static final int LONGEST = 16_384;

  private Tags() {}

  /** Whether some tag is longer than {@link #LONGEST} bytes, in UTF-8. */
  static boolean anyTooLong(byte[] utf8) {
    // Byte by byte, a plain copy of memory: no byte of a longer sequence looks like ASCII.
    return utf8.length > LONGEST && anyTooLong(new String(utf8, StandardCharsets.ISO_8859_1));
  }

  /**
   * Whether some tag is longer than {@link #LONGEST}. Looks at the last tag of each stretch of that
   * length only, for all others in it have a next one near.
   */
  static boolean anyTooLong(String text) {
    int tag = text.length() <= LONGEST ? -1 : text.indexOf('<');
    while (tag >= 0 && tag + LONGEST < text.length()) {
      int last = text.lastIndexOf('<', tag + LONGEST);
      if (last > tag) {
        tag = last;
      } else if (isTooLong(text, tag)) {
        return true;
      } else {
        tag = text.indexOf('<', tag + LONGEST);
      }
    }
    return false;
  }

  /** Whether what begins at {@code tag} is longer; comments and CDATA may be, and do no harm. */
  static boolean isTooLong(String text, int tag) {
    int most = tag + LONGEST;
    if (most >= text.length() || text.charAt(tag + 1) == '!' || text.charAt(tag + 1) == '?') {
      return false;
    }
    int next = text.indexOf('<', tag + 1);
    return (next < 0 || next > most) && end(text, tag, most) == most;
  }

  /**
   * The place after the start tag that begins at {@code start}, or {@code most} if that is less.
   */
  static int end(String text, int start, int most) {
    char quote = 0;
    for (int i = start; i < most; i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    return most;
  }
}
