package dev.boshtap.exporters;

/**
 * Makes text from the network safe to show on a terminal: it can neither move the cursor, nor start
 * an escape sequence, nor break the line, nor turn the direction of what stands beside it. What
 * could is shown as an escape ({@code \n}, {@code \u001b}), so that it is seen and does nothing.
 *
 * <p>Every text that came from outside goes through {@link #text} before it reaches a terminal.
 */
public final class Printable {

  private Printable() {}

  /** The text on one line, every character of it visible or harmless. */
  public static String text(String raw) {
    int length = raw.length();
    int at = 0;
    while (at < length && isPlain(raw.charAt(at))) {
      at++;
    }
    if (at == length) {
      return raw;
    }
    StringBuilder safe = new StringBuilder(length + 16).append(raw, 0, at);
    while (at < length) {
      int codePoint = raw.codePointAt(at);
      if (isHarmless(codePoint)) {
        safe.appendCodePoint(codePoint);
      } else {
        escape(codePoint, safe);
      }
      at += Character.charCount(codePoint);
    }
    return safe.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f;
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      // Bidi overrides and isolates, byte order marks, tags. The two joiners are needed to write
      // Persian and Hindi names, and do nothing else.
      case Character.FORMAT -> codePoint == 0x200c || codePoint == 0x200d;
      default -> true;
    };
  }

  private static void escape(int codePoint, StringBuilder to) {
    switch (codePoint) {
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      default -> {
        if (codePoint <= 0xffff) {
          to.append("\\u%04x".formatted(codePoint));
        } else {
          to.append("\\u{%x}".formatted(codePoint));
        }
      }
    }
  }
}
