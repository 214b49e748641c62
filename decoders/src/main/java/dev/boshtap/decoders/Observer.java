package dev.boshtap.decoders;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.util.List;

/**
 * The one brain: told what was seen on the wire, says what it means. Fed by the live proxy, by
 * readers of files and by tests alike; holds no clock, socket or file. Not safe for use by several
 * threads at once.
 *
 * <p>Nothing that comes from the wire makes it throw: what cannot be read is an observation.
 */
public final class Observer {

  /** An observer with nothing seen yet. */
  public Observer(Limits limits) {}

  /** Takes the next thing seen and says what is known by it. */
  public List<Observation> on(WireEvent event) {
    return List.of();
  }

  /** Says what is known by the passing of time alone: polls that are overdue by now. */
  public List<Observation> tick(Moment now) {
    return List.of();
  }

  /** Recording stops: says what is still open. */
  public List<Observation> finish(Moment now) {
    return List.of();
  }
}
