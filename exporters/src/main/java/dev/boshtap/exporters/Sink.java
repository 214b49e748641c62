package dev.boshtap.exporters;

import dev.boshtap.decoders.event.Observation;
import java.io.IOException;

/**
 * Somewhere that observations go: a terminal, a file, a stream. Fed by one thread, in the order in
 * which things were observed; never by the threads that forward traffic.
 *
 * <p>A sink that throws has lost what it was given, and nothing else: it can be given more, and it
 * leaves its file as readable as before. A {@link NotWrittenException} says how many observations
 * that are, all since the last write: a batch is lost whole, and is not tried again. Any other
 * exception of {@link #accept} stands for the one observation given. Whoever feeds it counts and
 * says the loss.
 */
public interface Sink extends AutoCloseable {

  /** Takes one observation; what it writes may stay buffered until {@link #flush}. */
  void accept(Observation observation) throws IOException;

  /**
   * No end of this exchange will be given, since it is not wanted: what was kept of it in the hope
   * of that can go.
   *
   * @param exchange its number
   */
  default void forget(long exchange) throws IOException {}

  /** Makes everything taken so far visible to readers; called after each batch. */
  void flush() throws IOException;

  /** Completes what was written. A second call does nothing. */
  @Override
  void close() throws IOException;
}
