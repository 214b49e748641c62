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
 * was found by. A fault of the diagnosis costs what it would have found, and is said; never what
 * was observed. Not safe for use by several threads.
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
    return diagnosed(observer.on(event), event.at(), List::of);
  }

  /** As {@link Observer#tick}. */
  public List<Observation> tick(Moment now) {
    return diagnosed(observer.tick(now), now, () -> diagnosis.tick(now));
  }

  /** As {@link Observer#finish}. */
  public List<Observation> finish(Moment now) {
    return diagnosed(observer.finish(now), now, () -> diagnosis.finish(now));
  }

  private List<Observation> diagnosed(
      List<Observation> observations, Moment now, Supplier<List<Event>> afterwards) {
    List<Observation> found = new ArrayList<>(0);
    try {
      for (Observation observation : observations) {
        add(diagnosis.on(observation), found);
      }
      add(afterwards.get(), found);
    } catch (RuntimeException e) {
      // The name only: messages may quote what came from the network.
      String fault = e.getClass().getSimpleName();
      found.add(new Observation.Loss(now, "the diagnosis failed (" + fault + ")", 1));
    }
    if (found.isEmpty()) {
      return observations;
    }
    List<Observation> all = new ArrayList<>(observations);
    all.addAll(found);
    return all;
  }

  private static void add(List<Event> events, List<Observation> found) {
    for (Event event : events) {
      found.add(new Observation.Happened(event));
    }
  }
}
