package dev.boshtap.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules in force. A request is struck by the first rule added that has its turn; all rules that
 * match it count it. Safe for use by many threads.
 */
public final class Faults {

  private final List<Armed> rules = new ArrayList<>();

  /** Puts a rule in force for the requests that come from now on. */
  public synchronized void add(FaultRule rule) {
    rules.add(new Armed(rule));
  }

  /** Takes all rules out of force; what has struck already goes on. */
  public synchronized void clear() {
    rules.clear();
  }

  /** Counts the request and says what strikes it, if anything. */
  public synchronized Optional<Fault> strike(SeenRequest request, FaultRule.Phase phase) {
    Fault struck = null;
    for (Armed armed : rules) {
      if (armed.rule.phase() == phase
          && armed.rule.requests().test(request)
          && armed.count()
          && struck == null) {
        struck = armed.rule.fault();
      }
    }
    rules.removeIf(Armed::isSpent);
    return Optional.ofNullable(struck);
  }

  /** A rule and how many requests it has counted. */
  private static final class Armed {
    private final FaultRule rule;
    private long counted;

    private Armed(FaultRule rule) {
      this.rule = rule;
    }

    /** Counts one more request; true if it is the rule's turn. */
    private boolean count() {
      counted++;
      return counted >= rule.first() && !isPast(counted);
    }

    private boolean isSpent() {
      return isPast(counted + 1);
    }

    private boolean isPast(long count) {
      return count >= (long) rule.first() + rule.times();
    }
  }
}
