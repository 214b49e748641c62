package dev.boshtap.exporters.terminal;

/** How much attention a line asks for. */
enum Tone {
  PLAIN(""),
  /** What the desktop's user would have seen: states and calls. */
  STRONG("\u001b[1m"),
  /** What is there to be complete, and seldom read. */
  DIM("\u001b[2m"),
  WARN("\u001b[33m"),
  BAD("\u001b[1;31m");

  private static final String RESET = "\u001b[0m";

  private final String start;

  Tone(String start) {
    this.start = start;
  }

  /** The text in this tone. */
  String paint(String text) {
    return start.isEmpty() || text.isEmpty() ? text : start + text + RESET;
  }
}
