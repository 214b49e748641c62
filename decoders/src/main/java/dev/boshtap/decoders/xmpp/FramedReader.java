package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xml.XmlReader;
import dev.boshtap.decoders.xml.XmlReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a message on a WebSocket says: one stanza, or the beginning or end of the stream (RFC
 * 7395, 3.3). Never throws for what came from the wire. Safe for use by several threads.
 */
public final class FramedReader {

  private final XmlReader xml;

  /** A reader that keeps to {@code limits}. */
  public FramedReader(Limits limits) {
    xml = new XmlReader(limits, Set.of());
  }

  /**
   * What a message says.
   *
   * @param stanza what could be read, or null where that is nothing
   * @param unreadable what could not, without secrets
   */
  public record Framed(@Nullable Stanza stanza, List<Event.Unreadable> unreadable) {
    /** Keeps its own copy of the list. */
    public Framed {
      unreadable = List.copyOf(unreadable);
    }
  }

  /** Reads a whole message. */
  public Framed read(byte[] message) {
    XmlReading reading = xml.read(BodyContent.utf8(message));
    Element root = reading.root();
    Stanza stanza = root == null ? null : StanzaReader.read(root);
    if (reading.damage().isEmpty()) {
      return new Framed(stanza, List.of());
    }
    List<PubsubItem> items = stanza instanceof Stanza.PubsubEvent event ? event.items() : List.of();
    List<Event.Unreadable> unreadable = new ArrayList<>(reading.damage());
    for (PubsubItem item : items) {
      unreadable.remove(item.damage()); // Its own event says so.
    }
    unreadable.replaceAll(Secrets::masked);
    // A message that was cut has its first items all the same.
    boolean readable = root != null && (root.damage() == null || !items.isEmpty());
    return new Framed(readable ? stanza : null, unreadable);
  }
}
