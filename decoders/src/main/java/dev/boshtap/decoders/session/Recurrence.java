package dev.boshtap.decoders.session;

/**
 * Counts what may happen again and again, and says which times are worth telling: the first, the
 * tenth, the hundredth. So what persists is told a few times a shift and not with every poll.
 */
public final class Recurrence {

  private int count;

  /** It happened; says whether that is to be told. */
  public boolean isWorthTelling() {
    count++;
    long told = 1;
    while (told < count) {
      told *= 10;
    }
    return told == count;
  }

  /** How often it happened, as a person says it; nothing for the first time. */
  public String again() {
    return count == 1 ? "" : " (" + count + " times by now)";
  }
}
