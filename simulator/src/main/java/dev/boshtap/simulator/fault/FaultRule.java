package dev.boshtap.simulator.fault;

import java.util.function.Predicate;

/**
 * When a fault strikes: for which requests, which of them, and at which point of the request.
 *
 * @param requests which requests the rule counts
 * @param first the first of them that is struck, from 1, counted from when the rule was added
 * @param times how many are struck from there on
 * @param phase at which point; a rule for {@link Phase#HEAD} counts heads, for {@link Phase#BODY}
 *     whole requests
 * @param fault what happens
 */
public record FaultRule(
    Predicate<SeenRequest> requests, int first, int times, Phase phase, Fault fault) {

  /** The point of a request at which a fault strikes. */
  public enum Phase {
    /** The head is read, the body not yet; only {@link Fault.Instead} can strike here. */
    HEAD,
    /** The whole request is read. */
    BODY
  }

  /** Checks the counts and the phase. */
  public FaultRule {
    if (first < 1 || times < 1) {
      throw new IllegalArgumentException(
          "first: %d, times: %d (expected: >= 1)".formatted(first, times));
    }
    if (phase == Phase.HEAD && !(fault instanceof Fault.Instead)) {
      throw new IllegalArgumentException(
          "fault: " + fault + " (expected: one that needs no answer, for phase HEAD)");
    }
  }

  /** Strikes the next such request. */
  public static FaultRule next(Predicate<SeenRequest> requests, Fault fault) {
    return nth(1, requests, fault);
  }

  /** Strikes the n-th such request from now, counted from 1. */
  public static FaultRule nth(int n, Predicate<SeenRequest> requests, Fault fault) {
    return new FaultRule(requests, n, 1, Phase.BODY, fault);
  }

  /** Strikes every such request from now on. */
  public static FaultRule all(Predicate<SeenRequest> requests, Fault fault) {
    return new FaultRule(requests, 1, Integer.MAX_VALUE, Phase.BODY, fault);
  }

  /** The same, struck when the head is read and the body is not. */
  public FaultRule beforeBody() {
    return new FaultRule(requests, first, times, Phase.HEAD, fault);
  }
}
