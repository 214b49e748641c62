package dev.boshtap.decoders.diagnosis.rule;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import java.util.function.Consumer;

/**
 * Looks for a cause in what is observed. It builds on what the observer says (signs, verdicts on
 * polls, who ended what) and remembers no more than it needs, in bounded memory. Fed by one thread.
 */
public interface Detector {

  /** Takes the next observation; {@code found} is told of each cause that it shows. */
  void on(Observation observation, Moment now, Consumer<Sighting> found);

  /** Nothing more comes of this capture. */
  default void finish(Moment now, Consumer<Sighting> found) {}
}
