package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written between two commits: as much of a queue as can be written in a moment, so that
 * what is written first does not wait for all that follows. It is kept until {@link #end}, and so
 * can be written again.
 */
final class WriteBatch {

  /**
   * More than this is not kept, by the memory it holds: it is to be gone before the collector moves
   * it to where what lives long is kept.
   */
  static final long MOST_BYTES = 4 << 20;

  /** How long is written, where there is more to write. */
  private static final Duration WRITING = Duration.ofMillis(100);

  /** After how many the clock is looked at. */
  private static final int LOOK_AT_CLOCK = 16;

  private final CaptureQueue queue;
  private final TimeSource time;
  private final Writing writing;
  private final List<Observation> written = new ArrayList<>();
  private long bytes;
  private int taken;
  private long refusedSaid;

  /** Makes a row of an observation. */
  interface Writing {
    void write(Observation observation) throws SQLException;
  }

  WriteBatch(CaptureQueue queue, TimeSource time, Writing writing) {
    this.queue = queue;
    this.time = time;
    this.writing = writing;
  }

  /** Begins with how many the queue refused since this was asked last, if any. */
  void sayRefused(String obstacle) {
    long unsaid = queue.refused() - refusedSaid;
    if (unsaid > 0) {
      refusedSaid += unsaid;
      written.add(
          new Observation.Loss(
              time.now(), "observations not kept in this capture: " + obstacle, unsaid));
    }
  }

  /** Whether there is anything to write. */
  boolean isDue() {
    return !written.isEmpty() || !queue.isEmpty();
  }

  /** Writes what it holds, again if it must be, and then what waits in the queue. */
  void write() throws SQLException {
    for (Observation observation : written) {
      writing.write(observation);
    }
    Moment begun = time.now();
    while (bytes < MOST_BYTES) {
      if (taken % LOOK_AT_CLOCK == 0 && time.now().since(begun).compareTo(WRITING) > 0) {
        return;
      }
      CaptureQueue.Waiting next = queue.take();
      if (next == null) {
        return;
      }
      bytes += next.bytes();
      taken++;
      written.add(next.observation());
      writing.write(next.observation());
    }
  }

  /** How many it took from the queue. */
  int taken() {
    return taken;
  }

  /** All that it holds is on the disk, or given up. */
  void end() {
    written.clear();
    queue.settled(bytes);
    bytes = 0;
    taken = 0;
  }
}
