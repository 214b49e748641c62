package dev.boshtap.exporters.terminal;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.Printable;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * One line: time, port, result, body size, held time, agent, and what happened. The first six are
 * columns of fixed width; the last takes what room there is.
 *
 * @param at when
 * @param port the server's port, or 0 for none
 * @param facts the columns in the middle
 * @param agent the agent, or empty
 * @param tone how much attention it asks for
 * @param what what happened, as it came from the network: it is made printable here
 */
record Line(Moment at, int port, Facts facts, String agent, Tone tone, String what) {

  /**
   * The columns of an exchange, as text.
   *
   * @param result the status, {@code -} for no answer
   * @param size the body's size, {@code -1} for no answer
   * @param held how long it was open
   */
  record Facts(String result, String size, String held) {
    /** For a line that is not about the exchange as a whole. */
    static final Facts NONE = new Facts("", "", "");
  }

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private static final int WIDE = 110;
  private static final int WIDE_AGENT = 12;

  /** A pseudonym is to be read whole, too: it is what can be asked for. */
  private static final int AGENT = 10;

  private static final String BELOW = "    ";

  /** The line as the style has it, without a line break. */
  String render(TerminalStyle style) {
    String columns = columns(style);
    String text = Printable.text(what);
    if (style.width() > 0) {
      text = Cells.fit(text, style.width() - Cells.width(columns));
    }
    return painted(style, columns, text);
  }

  /**
   * The same with nothing cut off: what does not fit goes on below, for what a person has to read
   * to its end.
   */
  String renderWhole(TerminalStyle style) {
    String columns = columns(style);
    String text = Printable.text(what);
    if (style.width() == 0) {
      return painted(style, columns, text);
    }
    List<String> texts =
        Cells.wrap(text, style.width() - Cells.width(columns), style.width() - Cells.width(BELOW));
    StringBuilder lines = new StringBuilder(painted(style, columns, texts.get(0)));
    for (String next : texts.subList(1, texts.size())) {
      lines.append('\n').append(painted(style, BELOW, next));
    }
    return lines.toString();
  }

  private String painted(TerminalStyle style, String columns, String text) {
    if (!style.colour()) {
      return columns + text;
    }
    // What asks for attention stands out by its words; a dimmed line is dimmed whole.
    return tone == Tone.DIM ? tone.paint(columns + text) : columns + tone.paint(text);
  }

  private String columns(TerminalStyle style) {
    return TIME.format(at.wall().atZone(style.zone()))
        + ' '
        + Cells.right(port == 0 ? "" : Integer.toString(port), 5)
        + ' '
        + Cells.right(facts.result(), 3)
        + ' '
        + Cells.right(facts.size(), 6)
        + ' '
        + Cells.right(facts.held(), 6)
        + ' '
        + Cells.left(
            Printable.text(agent), style.width() == 0 || style.width() >= WIDE ? WIDE_AGENT : AGENT)
        + ' ';
  }
}
