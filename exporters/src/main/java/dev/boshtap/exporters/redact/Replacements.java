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
    copyTo(from, by.length());
    add(by, 0, by.length());
    copied = to;
  }

  /** As {@link #replace}, by what {@code plain} is when it is escaped for XML. */
  void replaceEscaped(int from, int to, String plain) {
    int escaped = Entities.escapedLength(plain);
    Entities.escape(plain, copyTo(from, escaped), length);
    length += escaped;
    copied = to;
  }

  /** The text with all that was replaced; the same object when nothing was. */
  String text() {
    return replaced == null ? text : new String(copyTo(text.length(), 0), 0, length);
  }

  /** Copies what was not replaced, and leaves room for more. */
  private char[] copyTo(int end, int more) {
    int needed = length + end - copied + more;
    char[] out = replaced;
    if (out == null) {
      out = new char[Math.max(needed, text.length() + text.length() / 8 + 16)];
    } else if (needed > out.length) {
      out = Arrays.copyOf(out, needed + needed / 2);
    }
    replaced = out;
    add(text, copied, end);
    copied = end;
    return out;
  }

  private void add(String from, int start, int end) {
    from.getChars(start, end, replaced, length);
    length += end - start;
  }
}
