package dev.boshtap.decoders.diagnosis.rule.client;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.function.Consumer;

/** Desktops whose clock is far from the server's. */
public final class ClockDetector implements Detector {

  private final DiagnosisLimits limits;

  /** A detector that compared no clocks yet. */
  public ClockDetector(DiagnosisLimits limits) {
    this.limits = limits;
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (observation instanceof Observation.Happened happened
        && happened.event() instanceof Event.Clock clock) {
      Duration drift = clock.drift();
      if (drift != null && drift.abs().compareTo(limits.drift()) > 0) {
        String text =
            "the server's clock is %.1f s %s the desktop's"
                .formatted(
                    drift.abs().toMillis() / 1_000.0, drift.isNegative() ? "behind" : "ahead of");
        found.accept(Sighting.of(ClientRules.CLOCK, clock.context(), text));
      }
    }
  }
}
