package dev.boshtap.exporters;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.memory.LruMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a sink only what a filter admits. An exchange is admitted too when an event was that it
 * gave, which it may not hold any more when it ends; a WebSocket's however it ends.
 */
public final class FilteredSink implements Sink {

  private static final int MOST = 65_536;

  private final EventFilter filter;
  private final Sink sink;

  /** Exchanges, but WebSockets, of which an event was admitted. */
  private final Map<Long, Boolean> spoke = new LruMap<>(MOST);

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
    if (observation instanceof Observation.Finished finished) {
      finished(finished);
    } else if (filter.admits(observation)) {
      if (observation instanceof Observation.Happened happened) {
        spoke(happened.event().context().exchange());
      }
      sink.accept(observation);
    }
  }

  private void spoke(long exchange) {
    if (sockets.computeIfPresent(exchange, (number, before) -> true) == null) {
      spoke.put(exchange, true);
    }
  }

  private void finished(Observation.Finished finished) throws IOException {
    long number = finished.exchange().number();
    boolean hasSpoken = spoke.remove(number) != null;
    Boolean socketSpoke = sockets.remove(number);
    if (filter.admits(finished, hasSpoken) || (socketSpoke != null && socketSpoke)) {
      sink.accept(finished);
    } else {
      sink.forget(number);
    }
  }

  @Override
  public void forget(long exchange) throws IOException {
    sockets.remove(exchange);
    spoke.remove(exchange);
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
