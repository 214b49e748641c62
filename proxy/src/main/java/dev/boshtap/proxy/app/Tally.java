package dev.boshtap.proxy.app;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Sink;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was observed, for the proxy's own page. Read by other threads than its writer. */
final class Tally implements Sink {

  private final AtomicLong exchanges = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();

  @Override
  public void accept(Observation observation) {
    if (observation instanceof Observation.Finished) {
      exchanges.incrementAndGet();
    } else if (observation instanceof Observation.Happened happened) {
      events.incrementAndGet();
      if (happened.event() instanceof Event.Poll poll
          && poll.outcome() == Event.Outcome.UNANSWERED) {
        unanswered.incrementAndGet();
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  long exchanges() {
    return exchanges.get();
  }

  long events() {
    return events.get();
  }

  long unanswered() {
    return unanswered.get();
  }
}
