package dev.boshtap.decoders.xml;

import dev.boshtap.decoders.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of reading a text as XML: a tree, or what was left of one. */
public sealed interface XmlReading {

  /** The root element as far as there is one, or null. */
  @Nullable Element root();

  /** What could not be read; empty for a {@link Tree}. */
  List<Event.Unreadable> damage();

  /**
   * All of it was read.
   *
   * @param root the document's element
   */
  record Tree(Element root) implements XmlReading {
    @Override
    public List<Event.Unreadable> damage() {
      return List.of();
    }
  }

  /**
   * Not all of it was well-formed, or it was refused.
   *
   * @param damage each break, in the order of the text; at least one
   * @param root what could be read, null when that is nothing; elements that were cut say so by
   *     {@link Element#damage}, all others are as sent, save for characters that XML forbids, which
   *     became U+FFFD
   */
  record Broken(List<Event.Unreadable> damage, @Nullable Element root) implements XmlReading {
    /** Keeps its own copy of the list. */
    public Broken {
      damage = List.copyOf(damage);
      if (damage.isEmpty()) {
        throw new IllegalArgumentException("damage: empty (expected: why it is broken)");
      }
    }

    /** The first break. */
    public Event.Unreadable why() {
      return damage.get(0);
    }
  }
}
