package dev.boshtap.exporters.redact;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the names of elements and attributes, by where they stand in a text. A body has
 * a hundred, nearly all of them met before, and to make a string of each to look it up costs more
 * than all else that is done with a tag. Safe for use by several threads.
 */
final class NamesInMarkup {

  private static final int SLOTS = 4_096;
  private static final int LONGEST_REMEMBERED = 128;

  private final Function<String, SensitiveNames.Known> names;

  /**
   * By a hash of the name. Threads may each see another name in a slot, but no half of one: all
   * fields of a record are final.
   */
  private final @Nullable Seen[] slots = new Seen[SLOTS];

  private record Seen(String written, SensitiveNames.Known known) {
    boolean standsIn(String text, int from, int to) {
      return written.length() == to - from && text.startsWith(written, from);
    }
  }

  /**
   * Names as one knows them.
   *
   * @param names what is known of a name, as it is written
   */
  NamesInMarkup(Function<String, SensitiveNames.Known> names) {
    this.names = names;
  }

  /** What is known of the name that stands from {@code from} up to {@code to}. */
  SensitiveNames.Known at(String text, int from, int to) {
    int slot = slot(text, from, to);
    Seen seen = slots[slot];
    if (seen == null || !seen.standsIn(text, from, to)) {
      String written = text.substring(from, to);
      seen = new Seen(written, names.apply(written));
      if (written.length() <= LONGEST_REMEMBERED) {
        slots[slot] = seen;
      }
    }
    return seen.known();
  }

  private static int slot(String text, int from, int to) {
    int hash = 0;
    for (int at = from; at < to; at++) {
      hash = 31 * hash + text.charAt(at);
    }
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
