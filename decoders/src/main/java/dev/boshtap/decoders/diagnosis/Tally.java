package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was looked at: so that "nothing was found" says in how much. */
final class Tally {

  private static final int MOST = 20_000;

  private final Set<String> agents = new HashSet<>();
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
    }
  }

  private void saw(@Nullable String agent) {
    if (agent != null && agents.size() < MOST) {
      agents.add(agent);
    }
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
