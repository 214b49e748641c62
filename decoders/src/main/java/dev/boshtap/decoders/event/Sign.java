package dev.boshtap.decoders.event;

/**
 * What a {@link Event.Notice} is about: something on the wire that is not itself said by Finesse,
 * and that a person who looks for trouble wants to be told. A sign is what was seen; what it means,
 * and whose fault it is, is for a diagnosis to say.
 *
 * <p>The word is part of the contract (docs/reference/events.md): once given it stays.
 */
public enum Sign {
  /** A request came with a rid that had been sent before (XEP-0124, 14.3). */
  RID_REPEATED("bosh.rid-repeated", Weight.WARNING),
  /** A WebSocket was asked for and not agreed to. */
  WEBSOCKET_REFUSED("websocket.refused", Weight.FAULT),
  /** A message on a WebSocket was not as RFC 6455 or 7692 has it. */
  WEBSOCKET_MALFORMED("websocket.malformed", Weight.WARNING),
  /** A client that pings sent nothing for longer than Finesse waits for its pings. */
  WEBSOCKET_CLIENT_SILENT("websocket.client-silent", Weight.WARNING);

  /** How much a sign matters to whoever reads along. */
  public enum Weight {
    /** Part of normal life, good to know. */
    INFO,
    /** Not as it should be. */
    WARNING,
    /** An agent feels it. */
    FAULT
  }

  private final String word;
  private final Weight weight;

  Sign(String word, Weight weight) {
    this.word = word;
    this.weight = weight;
  }

  /** Its stable name: where it was seen, and what, for example {@code bosh.rid-repeated}. */
  public String word() {
    return word;
  }

  /** How much it matters. */
  public Weight weight() {
    return weight;
  }
}
