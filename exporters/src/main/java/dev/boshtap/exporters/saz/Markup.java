package dev.boshtap.exporters.saz;

/** Text in XML and HTML. */
final class Markup {

  private Markup() {}

  /** The text as an attribute's value or an element's; what XML 1.0 has no place for is U+FFFD. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder to, int c) {
    switch (c) {
      case '<' -> to.append("&lt;");
      case '>' -> to.append("&gt;");
      case '&' -> to.append("&amp;");
      case '"' -> to.append("&quot;");
      case '\'' -> to.append("&#39;");
      case '\t', '\n', '\r' -> to.append("&#").append(c).append(';');
      default -> to.appendCodePoint(isCharacter(c) ? c : 0xfffd);
    }
  }

  private static boolean isCharacter(int c) {
    return c >= 0x20 && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff;
  }
}
