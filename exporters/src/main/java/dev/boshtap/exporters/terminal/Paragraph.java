package dev.boshtap.exporters.terminal;

import java.util.List;

/** A text for a person that goes on below its beginning, broken between words. */
public final class Paragraph {

  private Paragraph() {}

  /**
   * The lines, joined by line breaks, without one at the end; the later ones begin where the text
   * began.
   *
   * @param label what stands before the text
   * @param width columns of the terminal; 0 where there is none and nothing is broken
   */
  public static String of(String label, String text, int width) {
    if (width == 0) {
      return label + text;
    }
    int indent = Cells.width(label);
    List<String> lines = Cells.wrap(text, width - indent, width - indent);
    return label + String.join('\n' + " ".repeat(indent), lines);
  }
}
