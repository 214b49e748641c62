package dev.boshtap.decoders.xml;

/** Tags as they stand in a text, before any parser saw them. */
final class Tags {

  /** Aalto compares attributes of one name each with each: a long tag of them costs minutes. */
  static final int LONGEST = 16_384;

  private Tags() {}

  /** Whether some tag is longer than {@link #LONGEST}. */
  static boolean anyTooLong(String text) {
    if (text.length() <= LONGEST) {
      return false;
    }
    for (int tag = text.indexOf('<'); tag >= 0; tag = text.indexOf('<', tag + 1)) {
      if (isTooLong(text, tag)) {
        return true;
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
