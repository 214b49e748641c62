package dev.boshtap.decoders.event;

/** Which way a stanza went. */
public enum Direction {
  /** From the browser to Finesse. */
  TO_SERVER,
  /** From Finesse to the browser. */
  TO_CLIENT
}
