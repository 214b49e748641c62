package dev.boshtap.exporters.redact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text in which places are replaced, one behind the other. Where nothing is, it stays the very
 * object that it was, and what lies between two places is copied at once, which a {@link
 * StringBuilder} does character by character: nearly all of a body says nothing that is to be taken
 * out.
 */
final class Replacements {

  private final String text;

  /** What was written so far; nothing until something is replaced. */
  private char @Nullable [] replaced;

  private int length;
  private int copied;

  Replacements(String text) {
    this.text = text;
  }

  /** Puts {@code by} in the place of what stands from {@code from} up to {@code to}. */
  void replace(int from, int to, String by) {
    if (by.length() == to - from && text.startsWith(by, from)) {
      return;
    }
    copyTo(from);
    add(by, 0, by.length());
    copied = to;
  }

  /** As {@link #replace}, by what {@code plain} is when it is escaped for XML. */
  void replaceEscaped(int from, int to, String plain) {
    copyTo(from);
    int unescaped = 0;
    for (int at = 0; at < plain.length(); at++) {
      String escape = Entities.escape(plain.charAt(at));
      if (escape != null) {
        add(plain, unescaped, at);
        add(escape, 0, escape.length());
        unescaped = at + 1;
      }
    }
    add(plain, unescaped, plain.length());
    copied = to;
  }

  /** The text with all that was replaced; the same object when nothing was. */
  String text() {
    if (replaced == null) {
      return text;
    }
    copyTo(text.length());
    return new String(replaced, 0, length);
  }

  private void copyTo(int end) {
    if (replaced == null) {
      replaced = new char[text.length() + text.length() / 8 + 16];
    }
    add(text, copied, end);
    copied = end;
  }

  private void add(String from, int start, int end) {
    int after = length + end - start;
    if (after > replaced.length) {
      replaced = Arrays.copyOf(replaced, after + after / 2);
    }
    from.getChars(start, end, replaced, length);
    length = after;
  }
}
