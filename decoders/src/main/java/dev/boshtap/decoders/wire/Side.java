package dev.boshtap.decoders.wire;

import java.util.Locale;

/**
 * One of the two ends that boshtap sits between, and so also one of its two legs: the client leg
 * runs to the browser, the server leg to Finesse.
 */
public enum Side {
  CLIENT,
  SERVER;

  /** The end across. */
  public Side other() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  /** The word used in events and files: {@code client} or {@code server}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
