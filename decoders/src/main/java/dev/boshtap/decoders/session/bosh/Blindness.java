package dev.boshtap.decoders.session.bosh;

/**
 * Counts the times when requests went by unseen or unread, so that nobody is accused of what was
 * only not recorded.
 */
final class Blindness {

  private long spells;

  /** Something went by, and nobody knows whose it was. */
  void spell() {
    spells++;
  }

  /** How often that was. */
  long spells() {
    return spells;
  }
}
