package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is written between two commits. What waits in a queue is turned into rows soon, as these
 * hold a fraction of its memory, and rows are kept on a tape until {@link #end}, and so can be
 * written again.
 */
final class WriteBatch {

  /** More than this is not kept. */
  private static final long MOST_BYTES = 4 << 20;

  /**
   * How long is encoded, where there is more: what came first does not wait for all that follows.
   */
  private static final Duration ENCODING = Duration.ofMillis(100);

  /** After how many the clock is looked at. */
  private static final int LOOK_AT_CLOCK = 16;

  private final CaptureQueue queue;
  private final TimeSource time;
  private final BiConsumer<Observation, RowTape> encoding;
  private final RowTape tape = new RowTape();
  private long settling;
  private int taken;
  private @Nullable Moment since;
  private long refusedSaid;

  WriteBatch(CaptureQueue queue, TimeSource time, BiConsumer<Observation, RowTape> encoding) {
    this.queue = queue;
    this.time = time;
    this.encoding = encoding;
  }

  /** Begins with how many the queue refused since this was asked last, if any. */
  void sayRefused(String obstacle) {
    long unsaid = queue.refused() - refusedSaid;
    if (unsaid > 0) {
      refusedSaid += unsaid;
      Moment now = time.now();
      add(
          new Observation.Loss(now, "observations not kept in this capture: " + obstacle, unsaid),
          now);
    }
  }

  /** Takes what waits in the queue, for a moment at most. */
  void gather() {
    Moment begun = time.now();
    while (!isFull()) {
      if (taken % LOOK_AT_CLOCK == 0 && time.now().since(begun).compareTo(ENCODING) > 0) {
        return;
      }
      CaptureQueue.Waiting next = queue.take();
      if (next == null) {
        return;
      }
      settling += next.bytes();
      taken++;
      add(next.observation(), next.since());
    }
  }

  private void add(Observation observation, Moment waitsSince) {
    if (since == null) {
      since = waitsSince;
    }
    encoding.accept(observation, tape);
  }

  /** How long its first one waits; nothing where it holds none. */
  Duration age() {
    return since == null ? Duration.ZERO : time.now().since(since);
  }

  boolean isEmpty() {
    return tape.observations() == 0;
  }

  /** Whether it is to be written before more is taken. */
  boolean isFull() {
    return tape.bytes() >= MOST_BYTES;
  }

  /** The rows, by observation. */
  Iterable<EncodedRows> rows() {
    return tape;
  }

  /** How many it took from the queue. */
  int taken() {
    return taken;
  }

  /** All that it holds is on the disk, or given up. */
  void end() {
    tape.clear();
    queue.settled(settling);
    settling = 0;
    taken = 0;
    since = null;
  }
}
