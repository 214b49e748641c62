package dev.boshtap.exporters;

import dev.boshtap.decoders.event.Observation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a sink only what a filter admits. A WebSocket's exchange is admitted too when an event was
 * that it gave: its last word does not hold them all.
 */
public final class FilteredSink implements Sink {

  private final EventFilter filter;
  private final Sink sink;

  /** WebSockets that are open, and whether any event of theirs was admitted. */
  private final Map<Long, Boolean> sockets = new HashMap<>();

  private FilteredSink(EventFilter filter, Sink sink) {
    this.filter = filter;
    this.sink = sink;
  }

  /** The sink behind the filter, or the sink itself where all is admitted. */
  public static Sink of(EventFilter filter, Sink sink) {
    return filter.isAll() ? sink : new FilteredSink(filter, sink);
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (observation instanceof Observation.Upgraded upgraded) {
      sockets.put(upgraded.exchange().number(), false);
    }
    boolean admitted = filter.admits(observation);
    if (observation instanceof Observation.Happened happened && admitted) {
      sockets.computeIfPresent(happened.event().context().exchange(), (number, before) -> true);
    }
    if (observation instanceof Observation.Finished finished) {
      finished(finished, admitted);
    } else if (admitted) {
      sink.accept(observation);
    }
  }

  private void finished(Observation.Finished finished, boolean admitted) throws IOException {
    long number = finished.exchange().number();
    Boolean eventAdmitted = sockets.remove(number);
    if (admitted || (eventAdmitted != null && eventAdmitted)) {
      sink.accept(finished);
    } else {
      sink.forget(number);
    }
  }

  @Override
  public void forget(long exchange) throws IOException {
    sockets.remove(exchange);
    sink.forget(exchange);
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }

  @Override
  public String toString() {
    return sink.toString();
  }
}
