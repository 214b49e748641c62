package dev.boshtap.decoders.session;

/**
 * Counts what may happen again and again, and says which times are worth telling: the first, the
 * tenth, the hundredth. So what persists is told a few times a shift and not with every poll.
 */
public final class Recurrence {

  private long count;
  private long next = 1;

  /** It happened; says whether that is to be told. */
  public boolean isWorthTelling() {
    count++;
    if (count < next) {
      return false;
    }
    next *= 10;
    return true;
  }

  /** How often it happened, as a person says it; nothing for the first time. */
  public String again() {
    return count == 1 ? "" : " (" + count + " times by now)";
  }
}
