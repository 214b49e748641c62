package dev.boshtap.exporters;

import dev.boshtap.decoders.event.Observation;
import java.io.IOException;

/** Gives a sink only what a filter admits. */
public final class FilteredSink implements Sink {

  private final EventFilter filter;
  private final Sink sink;

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
    if (filter.admits(observation)) {
      sink.accept(observation);
    }
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
