package dev.boshtap.decoders.event;

import java.util.Locale;

/** Where a fault is: the question that Cisco's tech note is about. */
public enum FaultSide {
  /** The agent's computer, browser or gadgets. */
  CLIENT,
  /** The way between the agent's computer and the server. */
  NETWORK,
  /** Finesse, its notification service, or what these stand on. */
  SERVER,
  /** The traffic cannot tell. */
  UNKNOWN;

  /** The word used in events. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
