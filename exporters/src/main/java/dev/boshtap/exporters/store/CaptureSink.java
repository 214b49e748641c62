package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Records what is observed in a capture, on a thread of its own: whoever gives it observations
 * never waits for a disk. What waits is bounded by the memory it holds; what goes over is refused,
 * counted, and told in the capture itself as soon as it can be written.
 *
 * <p>What was given is on the disk within a second, and stays there whatever becomes of the process
 * or of the power. A disk that is full suspends recording, which {@link CaptureNews} tells at once
 * and which goes on when there is room.
 */
public final class CaptureSink implements Sink {

  private static final Duration LAST_WORDS = Duration.ofSeconds(8);

  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final long mostBytes;
  private final CaptureWriter writer;
  private final Thread thread;
  private volatile boolean closing;
  private boolean closed;

  /** An observation that waits, and the memory it holds. */
  record Waiting(Observation observation, long bytes) {}

  /**
   * Begins a capture.
   *
   * @param file where; must not exist yet, or be empty
   * @param time the clock by which parts grow old
   * @throws CaptureException when it cannot be begun, or somebody else is writing it
   */
  public CaptureSink(Path file, CaptureOptions options, TimeSource time, CaptureNews news)
      throws IOException {
    mostBytes = options.queueBytes();
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
    long bytes = Weights.of(observation);
    if (closing || queuedBytes.addAndGet(bytes) > mostBytes) {
      if (!closing) {
        queuedBytes.addAndGet(-bytes);
      }
      refused.incrementAndGet();
      throw new NotWrittenException(1, new IOException(writer.obstacle()));
    }
    queue.add(new Waiting(observation, bytes));
    if (writer.wants(queuedBytes.get(), mostBytes)) {
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
    return queuedBytes.get();
  }

  /** The observations that were not kept so far. */
  public long lost() {
    return refused.get() + writer.lost();
  }

  private void run() {
    writer.run(queue, queuedBytes, refused, () -> closing);
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
