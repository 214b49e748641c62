package dev.boshtap.proxy.observe;

import dev.boshtap.decoders.DiagnosingObserver;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.util.List;

/** What the observer thread asks of an {@link Observer}. Used by one thread. */
public interface Observing {

  /** Takes the next thing seen. */
  List<Observation> on(WireEvent event);

  /** Lets time pass. */
  List<Observation> tick(Moment now);

  /** Stops. */
  List<Observation> finish(Moment now);

  /** The real one, whose observations are diagnosed as they come. */
  static Observing by(DiagnosingObserver observer) {
    return new Observing() {
      @Override
      public List<Observation> on(WireEvent event) {
        return observer.on(event);
      }

      @Override
      public List<Observation> tick(Moment now) {
        return observer.tick(now);
      }

      @Override
      public List<Observation> finish(Moment now) {
        return observer.finish(now);
      }
    };
  }

  /** The real one. */
  static Observing by(Observer observer) {
    return new Observing() {
      @Override
      public List<Observation> on(WireEvent event) {
        return observer.on(event);
      }

      @Override
      public List<Observation> tick(Moment now) {
        return observer.tick(now);
      }

      @Override
      public List<Observation> finish(Moment now) {
        return observer.finish(now);
      }
    };
  }
}
