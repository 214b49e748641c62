package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The thread that writes a capture: gathers rows for a moment, writes them, commits, and keeps them
 * until they are committed, so that a failure costs time and not observations.
 */
final class CaptureWriter {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureWriter.class);

  /** How long observations are gathered before they are committed: a sync is dear. */
  private static final Duration GATHERING = Duration.ofMillis(200);

  /** Within this time what was given is on the disk. */
  private static final Duration PROMISE = Duration.ofSeconds(1);

  /**
   * So much that waits ends a rest, by the memory it holds: it is to become rows before the garbage
   * collector would move it to where what lives long is kept.
   */
  private static final long MOST_WAITING = 1 << 20;

  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(3);

  private final CaptureOptions options;
  private final TimeSource time;
  private final RowEncoder encoder = new RowEncoder();
  private final CaptureNews news;
  private final Path first;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private volatile CapturePart part;
  private volatile String obstacle = "the disk cannot keep up";
  private volatile boolean resting;
  private volatile boolean over;
  private volatile long size;
  private Moment begun;
  private long seq;
  private boolean suspended;
  private @Nullable Moment behindSaid;

  CaptureWriter(Path file, CaptureOptions options, TimeSource time, CaptureNews news)
      throws IOException {
    this.first = file;
    this.options = options;
    this.time = time;
    this.news = news;
    if (Files.exists(file) && Files.size(file) > 0) {
      throw new CaptureException(file, "is there already (expected: a new file)");
    }
    begun = time.now();
    part = begin(file, UUID.randomUUID().toString(), 1);
  }

  private CapturePart begin(Path file, String id, int number) throws IOException {
    try {
      return CapturePart.begin(
          file,
          new CaptureFacts(
              id,
              number,
              begun.wall(),
              Optional.empty(),
              Optional.empty(),
              options.host(),
              options.version(),
              options.redaction(),
              options.bodyLimit()));
    } catch (SQLException e) {
      throw new CaptureException(file, Database.reason(e), e);
    }
  }

  Path file() {
    return part.file();
  }

  /** The recording's, all its parts alike. */
  String id() {
    return part.facts().id();
  }

  long size() {
    return size;
  }

  long lost() {
    return lost.get();
  }

  /** How many of those taken from the queue are on the disk. */
  long committed() {
    return committed.get();
  }

  /** Why something would not be written. */
  String obstacle() {
    return obstacle;
  }

  /** Whether nothing is written any more. */
  boolean isOver() {
    return over;
  }

  /** Whether it rests though there is enough to do. */
  boolean wants(CaptureQueue queue) {
    return resting && queue.bytesInside() > Math.min(MOST_WAITING, queue.mostBytes() / 4);
  }

  /** Writes what is put into the queue until it is empty and closing was asked for. */
  void run(CaptureQueue queue, BooleanSupplier closing) {
    WriteBatch batch = new WriteBatch(queue, time, this::encode);
    try (encoder) {
      while (true) {
        boolean last = closing.getAsBoolean();
        if (!last) {
          rest(queue, batch);
        }
        if (!suspended) {
          batch.sayRefused(obstacle);
        }
        batch.gather();
        if (last || batch.isFull() || batch.age().compareTo(GATHERING) >= 0) {
          if (!batch.isEmpty() && persist(batch, queue, closing)) {
            committed.addAndGet(batch.taken());
          }
          batch.end();
        }
        rotateWhenDue();
        if (last && queue.isEmpty()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      lost.addAndGet(batch.taken() + queue.size());
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("recording has ended: {}", e.toString());
      obstacle = "recording has ended: " + e;
      lost.addAndGet(batch.taken() + queue.size());
    } finally {
      over = true;
      complete();
    }
  }

  /** Lets some more gather, unless what waits has waited long enough. */
  private void rest(CaptureQueue queue, WriteBatch batch) throws InterruptedException {
    if (queue.isEmpty() && batch.isEmpty()) {
      // The first wakes nobody: to be woken for each would cost more than to look.
      LockSupport.parkNanos(this, IDLE.toNanos());
    }
    Duration left = GATHERING.minus(batch.isEmpty() ? queue.age() : batch.age());
    if (!(queue.isEmpty() && batch.isEmpty()) && !left.isNegative()) {
      resting = true;
      if (!wants(queue)) {
        LockSupport.parkNanos(this, left.toNanos());
      }
      resting = false;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Writes and commits, however often it must be tried; gives up only when it is to close. */
  private boolean persist(WriteBatch batch, CaptureQueue queue, BooleanSupplier closing)
      throws InterruptedException {
    long before = seq;
    long refusedBefore = queue.refused();
    Moment since = time.now();
    while (true) {
      try {
        if (!part.isThere()) {
          Path from = part.file();
          goOn("the file was taken away");
          news.rotated(from, part.file());
        }
        for (EncodedRows rows : batch.rows()) {
          part.write(++seq, rows);
        }
        part.commit();
        size = part.size();
        if (suspended) {
          suspended = false;
          news.resumed(part.file(), queue.refused() - refusedBefore);
          obstacle = "the disk cannot keep up";
        } else {
          sayHowFarBehind(queue);
        }
        return true;
      } catch (SQLException | IOException | RuntimeException | OutOfMemoryError e) {
        seq = before;
        failed(e);
      }
      if (closing.getAsBoolean() && time.now().since(since).compareTo(LAST_ATTEMPTS) > 0) {
        lost.addAndGet(batch.taken());
        return false;
      }
      LockSupport.parkNanos(this, BETWEEN_ATTEMPTS.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Asked when a batch was committed, and before it is settled: how long its first had waited. */
  private void sayHowFarBehind(CaptureQueue queue) {
    Duration age = queue.age();
    if (age.compareTo(PROMISE) <= 0) {
      return;
    }
    Moment now = time.now();
    if (behindSaid == null || now.since(behindSaid).compareTo(BETWEEN_COMPLAINTS) >= 0) {
      behindSaid = now;
      news.behind(part.file(), age);
    }
  }

  private void encode(Observation observation, RowTape tape) {
    try {
      tape.add(encoder.encode(observation));
    } catch (RuntimeException | OutOfMemoryError e) {
      // One that cannot be turned into rows must not stand in the way of all others.
      LOG.warn("an observation could not be recorded and is left out", e);
      tape.add(
          encoder.encode(
              new Observation.Loss(
                  time.now(),
                  "an observation could not be recorded (" + e.getClass().getSimpleName() + ")",
                  1)));
    }
  }

  private void failed(Throwable e) {
    if (e instanceof SQLException sql) {
      obstacle = Database.reason(sql);
    } else {
      obstacle = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
    }
    LOG.debug("{} cannot be written", part.file(), e);
    try {
      part.rollback();
    } catch (SQLException also) {
      LOG.debug("{} cannot be rolled back", part.file(), also);
    }
    if (!suspended) {
      suspended = true;
      news.suspended(part.file(), obstacle);
    }
    if (e instanceof SQLiteException sqlite && isBeyondRepair(sqlite.getResultCode())) {
      try {
        goOn(obstacle);
      } catch (SQLException | IOException also) {
        LOG.debug("no new file instead of {}", part.file(), also);
      }
    }
  }

  private static boolean isBeyondRepair(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR_SHORT_READ -> true;
      default -> false;
    };
  }

  private void rotateWhenDue() {
    Rotation rotation = options.rotation();
    boolean due = size >= rotation.size() || time.now().since(begun).compareTo(rotation.age()) >= 0;
    if (!due || suspended) {
      return;
    }
    try {
      Path from = part.file();
      goOn("");
      news.rotated(from, part.file());
    } catch (SQLException | IOException e) {
      LOG.warn("{} goes on in the same file: {}", part.file(), e.getMessage());
      begun = time.now();
    }
  }

  /**
   * Goes on in a next file.
   *
   * @param trouble why the present one cannot be completed; empty when it can
   */
  private void goOn(String trouble) throws SQLException, IOException {
    CapturePart full = part;
    int number = full.facts().part() + 1;
    Path file = CaptureFolder.partOf(first, number);
    while (Files.exists(file)) {
      file = CaptureFolder.partOf(first, ++number);
    }
    begun = time.now();
    CapturePart next = begin(file, full.facts().id(), number);
    if (trouble.isEmpty()) {
      next.continueFrom(full);
      full.complete(begun.wall(), Optional.of(file.getFileName().toString()));
    } else {
      next.write(
          ++seq,
          encoder.encode(
              new Observation.Loss(
                  begun, "the part before this one is not complete: " + trouble, 1)));
      next.commit();
    }
    part = next;
    size = next.size();
    try {
      full.close();
    } catch (IOException e) {
      LOG.debug("{} could not be closed", full.file(), e);
    }
  }

  private void complete() {
    try {
      part.complete(time.now().wall(), Optional.empty());
    } catch (SQLException e) {
      LOG.debug("{} does not say that it is complete", part.file(), e);
    }
    try {
      part.close();
    } catch (IOException e) {
      LOG.warn("{} could not be closed: {}", part.file(), e.getMessage());
    }
  }
}
