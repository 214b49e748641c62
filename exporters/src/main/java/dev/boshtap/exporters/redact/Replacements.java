package dev.boshtap.exporters.redact;

import org.jspecify.annotations.Nullable;

/**
 * A text in which places are replaced, one behind the other. Where nothing is, it stays the very
 * object that it was, and what lies between two places is copied at once: nearly all of a body says
 * nothing that is to be taken out.
 */
final class Replacements {

  private final String text;
  private @Nullable StringBuilder replaced;
  private int copied;

  Replacements(String text) {
    this.text = text;
  }

  /** Puts {@code by} in the place of what stands from {@code from} up to {@code to}. */
  void replace(int from, int to, String by) {
    if (by.length() == to - from && text.startsWith(by, from)) {
      return;
    }
    StringBuilder out = replaced;
    if (out == null) {
      out = new StringBuilder(text.length() + text.length() / 8 + 16);
      replaced = out;
    }
    out.append(text, copied, from).append(by);
    copied = to;
  }

  /** The text with all that was replaced; the same object when nothing was. */
  String text() {
    return replaced == null ? text : replaced.append(text, copied, text.length()).toString();
  }
}
