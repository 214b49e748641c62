package dev.boshtap.bench.aim;

/** One row of the table: something to be reached, and a way to find out whether it is. */
public interface Aim {

  /** How it is asked for on the command line. */
  String name();

  /** What is to be reached, for a person. */
  String target();

  /**
   * Measures it, within minutes; what is seen on the way is printed.
   *
   * @throws Exception when it cannot be measured here
   */
  Outcome measure(Setting setting) throws Exception;

  /** What became of it. */
  enum Verdict {
    /** Reached. */
    MET,
    /** Not reached. */
    MISSED,
    /** Not known: a peer is not installed, or this system does not tell. */
    UNKNOWN;

    static Verdict of(boolean met) {
      return met ? MET : MISSED;
    }
  }

  /**
   * What was measured.
   *
   * @param figure with its unit, in one line
   */
  record Outcome(Verdict verdict, String figure) {}
}
