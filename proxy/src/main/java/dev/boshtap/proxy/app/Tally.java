package dev.boshtap.proxy.app;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.store.CaptureSink;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Counts what was observed, for the proxy's own page and the status line. Read by other threads
 * than its writer.
 */
final class Tally implements Sink {

  private static final int MOST_AGENTS = 100_000;

  private final AtomicLong exchanges = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong losses = new AtomicLong();
  private final Set<String> agents = ConcurrentHashMap.newKeySet();
  private final Set<Long> open = ConcurrentHashMap.newKeySet();
  private volatile Optional<CaptureSink> capture = Optional.empty();
  private volatile Supplier<Duration> observed = () -> Duration.ZERO;

  @Override
  public void accept(Observation observation) {
    if (observation instanceof Observation.Finished finished) {
      exchanges.incrementAndGet();
      open.remove(finished.exchange().number());
    } else if (observation instanceof Observation.Held held) {
      if (held.bosh() != null) {
        open.add(held.exchange().number());
      }
    } else if (observation instanceof Observation.Loss loss) {
      losses.addAndGet(loss.count());
    } else if (observation instanceof Observation.Happened happened) {
      happened(happened.event());
    }
  }

  private void happened(Event event) {
    events.incrementAndGet();
    String agent = event.context().agent();
    if (agent != null && agents.size() < MOST_AGENTS) {
      agents.add(agent);
    }
    if (event instanceof Event.Poll poll && poll.outcome() == Event.Outcome.UNANSWERED) {
      unanswered.incrementAndGet();
    }
  }

  /** The capture whose size the status tells. */
  void recordedIn(Optional<CaptureSink> sink) {
    capture = sink;
  }

  /** How far what is observed is behind what is forwarded, which the status tells. */
  void observedBehind(Supplier<Duration> behind) {
    observed = behind;
  }

  /** How things are, in a line. */
  String status() {
    return Status.line(
        agents.size(),
        open.size(),
        events.get(),
        unanswered.get(),
        losses.get(),
        observed.get().plus(capture.map(CaptureSink::behind).orElse(Duration.ZERO)),
        capture.map(CaptureSink::size).orElse(-1L));
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
