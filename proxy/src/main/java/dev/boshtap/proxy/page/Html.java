package dev.boshtap.proxy.page;

/** Text in HTML. */
final class Html {

  private Html() {}

  /** The text as content or as a quoted attribute's value (HTML Standard, 13.3). */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append((char) c);
              }
            });
    return safe.toString();
  }
}
