package dev.boshtap.exporters.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Text measured in a terminal's cells: a Chinese character takes two, a combining accent none. Good
 * enough to keep columns straight; terminals themselves disagree on the rest.
 */
final class Cells {

  private Cells() {}

  /** How many cells the text takes. */
  static int width(String text) {
    int width = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      width += width(codePoint);
      at += Character.charCount(codePoint);
    }
    return width;
  }

  /** The text, or as much of it as fits before an ellipsis. */
  static String fit(String text, int cells) {
    if (text.length() * 2 <= cells || width(text) <= cells) {
      return text;
    }
    int width = 0;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (width + width(codePoint) > cells - 1) {
        break;
      }
      width += width(codePoint);
      at += Character.charCount(codePoint);
    }
    return text.substring(0, at) + "…";
  }

  /**
   * The text in lines, broken between words; a word that does not fit stands alone.
   *
   * @param first how many cells the first line has
   * @param rest how many the others have
   */
  static List<String> wrap(String text, int first, int rest) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      int room = lines.isEmpty() ? first : rest;
      if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The text fitted and filled with spaces on its right. */
  static String left(String text, int cells) {
    String fitted = fit(text, cells);
    return fitted + " ".repeat(cells - width(fitted));
  }

  /** The text fitted and filled with spaces on its left. */
  static String right(String text, int cells) {
    String fitted = fit(text, cells);
    return " ".repeat(cells - width(fitted)) + fitted;
  }

  private static int width(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /** The blocks whose characters are Wide in Unicode's East Asian Width (UAX 11). */
  private static boolean isWide(int codePoint) {
    return (codePoint >= 0x1100 && codePoint <= 0x115f)
        || (codePoint >= 0x2e80 && codePoint <= 0xa4cf && codePoint != 0x303f)
        || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
        || (codePoint >= 0xf900 && codePoint <= 0xfaff)
        || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
        || (codePoint >= 0xff00 && codePoint <= 0xff60)
        || (codePoint >= 0xffe0 && codePoint <= 0xffe6)
        || (codePoint >= 0x1f300 && codePoint <= 0x1f64f)
        || (codePoint >= 0x1f900 && codePoint <= 0x1f9ff)
        || (codePoint >= 0x20000 && codePoint <= 0x3fffd);
  }
}
