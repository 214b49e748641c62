package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Records what is observed in a capture, on a thread of its own: whoever gives it observations
 * never waits for a disk. What waits is bounded by the memory it holds; what goes over is refused,
 * counted, and told in the capture itself as soon as it can be written.
 *
 * <p>What was given is on the disk within a second, and stays there whatever becomes of the process
 * or of the power; on a machine that is too busy for that it comes later, which {@link
 * CaptureNews#behind} tells and {@link #behind} measures. A disk that is full suspends recording,
 * which {@link CaptureNews} tells at once and which goes on when there is room.
 */
public final class CaptureSink implements Sink {

  private static final Duration LAST_WORDS = Duration.ofSeconds(8);

  private final CaptureQueue queue;
  private final CaptureWriter writer;
  private final Thread thread;
  private volatile boolean closing;
  private boolean closed;

  /**
   * Begins a capture.
   *
   * @param file where; must not exist yet, or be empty
   * @param time the clock by which parts grow old
   * @throws CaptureException when it cannot be begun, or somebody else is writing it
   */
  public CaptureSink(Path file, CaptureOptions options, TimeSource time, CaptureNews news)
      throws IOException {
    queue = new CaptureQueue(options.queueBytes(), time);
    writer = new CaptureWriter(file, options, time, news);
    thread = new Thread(this::run, "boshtap-capture");
    thread.setDaemon(true);
    thread.start();
  }

  /** Loads the library that writes captures, which takes a while, before one is begun. */
  public static void load() {
    Database.load();
  }

  @Override
  public void accept(Observation observation) throws IOException {
    if (closing || writer.isOver()) {
      queue.refuse();
      throw new NotWrittenException(1, new IOException(writer.obstacle()));
    }
    if (!queue.offer(observation)) {
      throw new NotWrittenException(1, new IOException(writer.obstacle()));
    }
    if (writer.wants(queue)) {
      LockSupport.unpark(thread);
    }
  }

  /** Does nothing: what was taken is committed within a second, and readers see it then. */
  @Override
  public void flush() {}

  /** The file that is written at present. */
  public Path file() {
    return writer.file();
  }

  /** The recording's name for itself, {@link CaptureFacts#id}. */
  public String id() {
    return writer.id();
  }

  /** The bytes of that file on the disk. */
  public long size() {
    return writer.size();
  }

  /** The observations that are on the disk: taken, written and synced. */
  public long committed() {
    return writer.committed();
  }

  /** About how much memory is held by what waits. */
  public long waitingBytes() {
    return queue.bytes();
  }

  /** How old the oldest is that was taken and is not on the disk: what a crash would cost now. */
  public Duration behind() {
    return queue.age();
  }

  /** The observations that were not kept so far. */
  public long lost() {
    return queue.refused() + writer.lost();
  }

  private void run() {
    writer.run(queue, () -> closing);
  }

  /** Writes what waits and completes the file. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      thread.interrupt();
      throw new NotWrittenException(
          queue.size(),
          new IOException("the disk took longer than " + LAST_WORDS.toSeconds() + " s"));
    }
    if (writer.lost() > 0) {
      throw new NotWrittenException(writer.lost(), new IOException(writer.obstacle()));
    }
  }
}
