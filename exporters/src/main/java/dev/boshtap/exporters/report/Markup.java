package dev.boshtap.exporters.report;

import dev.boshtap.exporters.Printable;

/** Text on its way into a page: whatever it holds, it stays text. */
final class Markup {

  private Markup() {}

  /** The text as content of an element or of a quoted attribute. */
  static String escape(String text) {
    String printable = Printable.text(text);
    StringBuilder escaped = new StringBuilder(printable.length() + 16);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
