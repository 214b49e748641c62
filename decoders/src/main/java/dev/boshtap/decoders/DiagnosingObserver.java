package dev.boshtap.decoders;

import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * An {@link Observer} whose observations are diagnosed as they come: what is found follows what it
 * was found by. Not safe for use by several threads.
 */
public final class DiagnosingObserver {

  private final Observer observer;
  private final Diagnosis diagnosis;

  /** Tells {@code diagnosis} all that {@code observer} says. */
  public DiagnosingObserver(Observer observer, Diagnosis diagnosis) {
    this.observer = observer;
    this.diagnosis = diagnosis;
  }

  /** As {@link Observer#on}. */
  public List<Observation> on(WireEvent event) {
    return diagnosed(observer.on(event), List::of);
  }

  /** As {@link Observer#tick}. */
  public List<Observation> tick(Moment now) {
    return diagnosed(observer.tick(now), () -> diagnosis.tick(now));
  }

  /** As {@link Observer#finish}. */
  public List<Observation> finish(Moment now) {
    return diagnosed(observer.finish(now), () -> diagnosis.finish(now));
  }

  private List<Observation> diagnosed(
      List<Observation> observations, Supplier<List<Event>> afterwards) {
    List<Observation> all = null;
    for (Observation observation : observations) {
      List<Event> found = diagnosis.on(observation);
      if (!found.isEmpty()) {
        all = all == null ? new ArrayList<>(observations) : all;
        add(found, all);
      }
    }
    List<Event> last = afterwards.get();
    if (!last.isEmpty()) {
      all = all == null ? new ArrayList<>(observations) : all;
      add(last, all);
    }
    return all == null ? observations : all;
  }

  private static void add(List<Event> found, List<Observation> all) {
    for (Event event : found) {
      all.add(new Observation.Happened(event));
    }
  }
}
