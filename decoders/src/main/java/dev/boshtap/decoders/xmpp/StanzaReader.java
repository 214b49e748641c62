package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.xml.Element;

/** Tells what an element is as a stanza. Every element is one, if only {@link Stanza.Other}. */
public final class StanzaReader {

  private StanzaReader() {}

  /** What {@code element} is. */
  public static Stanza read(Element element) {
    return new Stanza.Other(element.name(), element.namespace());
  }
}
