package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, bounded by the memory that it holds; what goes over is refused and
 * counted. What was taken out stays in the bound, and grows older, until it is said to be {@link
 * #settled}. One thread puts in, another takes out, any may ask.
 */
final class CaptureQueue {

  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong bytesInside = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final long mostBytes;
  private final TimeSource time;

  /** The first of those that were taken out and are not settled. */
  private volatile @Nullable Waiting taken;

  /**
   * An observation that waits.
   *
   * @param bytes about the memory it holds
   * @param since when it was put in
   */
  record Waiting(Observation observation, long bytes, Moment since) {}

  CaptureQueue(long mostBytes, TimeSource time) {
    this.mostBytes = mostBytes;
    this.time = time;
  }

  /** Puts one in, or refuses it for want of room. */
  boolean offer(Observation observation) {
    long weight = Weights.of(observation);
    if (bytes.addAndGet(weight) > mostBytes) {
      bytes.addAndGet(-weight);
      refuse();
      return false;
    }
    bytesInside.addAndGet(weight);
    waiting.add(new Waiting(observation, weight, time.now()));
    return true;
  }

  /** Counts one that is not put in. */
  void refuse() {
    refused.incrementAndGet();
  }

  /** The next, or null where none waits. */
  @Nullable Waiting take() {
    Waiting next = waiting.poll();
    if (next != null) {
      bytesInside.addAndGet(-next.bytes());
      if (taken == null) {
        taken = next;
      }
    }
    return next;
  }

  /** All that was taken out, of this many bytes, is on the disk or given up. */
  void settled(long weight) {
    taken = null;
    bytes.addAndGet(-weight);
  }

  /** How long the oldest waits that is not settled. */
  Duration age() {
    Waiting oldest = taken;
    if (oldest == null) {
      oldest = waiting.peek();
    }
    return oldest == null ? Duration.ZERO : time.now().since(oldest.since());
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many wait; counts them, which takes its time. */
  int size() {
    return waiting.size();
  }

  /** What is held by all that is not settled. */
  long bytes() {
    return bytes.get();
  }

  /** What is held by all that was not taken out. */
  long bytesInside() {
    return bytesInside.get();
  }

  long mostBytes() {
    return mostBytes;
  }

  /** How many were refused so far. */
  long refused() {
    return refused.get();
  }
}
