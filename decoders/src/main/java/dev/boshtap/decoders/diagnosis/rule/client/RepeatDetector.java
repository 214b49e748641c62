package dev.boshtap.decoders.diagnosis.rule.client;

import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import java.util.function.Consumer;

/** Items that are delivered more than once: subscriptions that were left behind. */
public final class RepeatDetector implements Detector {

  /** A detector that saw nothing repeated yet. */
  public RepeatDetector() {}

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (observation instanceof Observation.Happened happened
        && happened.event() instanceof Event.Finesse finesse
        && finesse.life().repeat()) {
      found.accept(
          Sighting.of(
              ClientRules.LEAKED_SUBSCRIPTIONS,
              finesse.context(),
              "an item was delivered again to the same session"));
    }
  }
}
