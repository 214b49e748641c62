package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was looked at: so that "nothing was found" says in how much. */
final class Tally {

  private static final int MOST = 20_000;

  /** Kinds of what is missing; nobody reads more in one sentence. */
  private static final int FEW = 3;

  private final Set<String> agents = new HashSet<>();
  private final Map<String, Long> missing = new LinkedHashMap<>();
  private long polls;
  private long exchanges;

  void on(Observation observation) {
    if (observation instanceof Observation.Finished finished) {
      exchanges++;
      if (finished.bosh() != null) {
        polls++;
        saw(finished.bosh().agent());
      }
    } else if (observation instanceof Observation.Happened happened
        && happened.event() instanceof Event.Session session) {
      saw(session.context().agent());
    } else if (observation instanceof Observation.Loss loss) {
      lacks(loss.what(), loss.count());
    }
  }

  /** Something is missing from what was looked at. */
  void lacks(String what, long count) {
    if (missing.containsKey(what) || missing.size() <= FEW) {
      missing.merge(what, count, Long::sum);
    }
  }

  private void saw(@Nullable String agent) {
    if (agent != null && agents.size() < MOST) {
      agents.add(agent);
    }
  }

  /** What is known to be missing from what was looked at; empty where nothing is. */
  String missing() {
    return missing.entrySet().stream()
            .limit(FEW)
            .map(each -> each.getKey() + (each.getValue() > 1 ? " (" + each.getValue() + ")" : ""))
            .collect(Collectors.joining("; "))
        + (missing.size() > FEW ? "; and more" : "");
  }

  int agents() {
    return agents.size();
  }

  long polls() {
    return polls;
  }

  long exchanges() {
    return exchanges;
  }
}
