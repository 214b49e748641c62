package dev.boshtap.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules in force. A request is struck by the first rule added that has its turn; all rules that
 * match it count it, and one that had its turn but came second strikes the next request instead: no
 * fault that was ordered is lost. Safe for use by many threads.
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
      if (armed.rule.phase() == phase && armed.rule.requests().test(request)) {
        armed.counted++;
        if (struck == null && armed.isDue()) {
          armed.left--;
          struck = armed.rule.fault();
        }
      }
    }
    rules.removeIf(armed -> armed.left == 0);
    return Optional.ofNullable(struck);
  }

  /** A rule, how many requests it has counted and how many it may still strike. */
  private static final class Armed {
    private final FaultRule rule;
    private long counted;
    private int left;

    private Armed(FaultRule rule) {
      this.rule = rule;
      this.left = rule.times();
    }

    private boolean isDue() {
      return counted >= rule.first() && left > 0;
    }
  }
}
