package dev.boshtap.bench.store;

import dev.boshtap.decoders.DiagnosingObserver;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.CaptureFolder;
import dev.boshtap.exporters.store.CaptureNews;
import dev.boshtap.exporters.store.CaptureOptions;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.Retention;
import dev.boshtap.exporters.store.Rotation;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A shift of 500 agents in compressed time, through observer, diagnosis, redaction and capture as
 * {@code run} has them by default: what each costs per exchange in processor time, what the capture
 * takes on disk, and after each hour of the shift the heap in use. Parts and what is kept of them
 * are small, so that rotation and retention have work to do.
 *
 * <p>Arguments: agents (500), hours (8), folder (a new temporary one, removed afterwards).
 */
public final class ShiftBenchmark {

  private static final long QUEUE = 64 << 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final long PART = 128 << 20;
  private static final Retention KEPT = new Retention(3 * PART, Duration.ofDays(14));

  private final CaptureSink capture;
  private final Parts parts;
  private final Redactor redactor = Redactor.personal();
  private final DiagnosingObserver observer =
      new DiagnosingObserver(
          new Observer(Limits.DEFAULTS), new Diagnosis(DiagnosisLimits.DEFAULTS));
  private final PrintStream out = System.out;
  private long decodeNanos;
  private long redactNanos;
  private long acceptNanos;
  private long lost;

  /** Counts what is written, and removes what is too much, as {@code run} does. */
  private static final class Parts implements CaptureNews {
    private final CaptureFolder folder;
    private volatile long bytes;
    private volatile int removed;
    private volatile Duration longestBehind = Duration.ZERO;

    Parts(Path folder) {
      this.folder = new CaptureFolder(folder);
    }

    @Override
    public void suspended(Path file, String reason) {
      System.err.println(file + ": " + reason);
    }

    @Override
    public void resumed(Path file, long lost) {
      System.err.println(file + ": recorded again");
    }

    @Override
    public synchronized void rotated(Path from, Path to) {
      try {
        bytes += Files.size(from);
        removed += folder.prune(KEPT, Instant.now(), true).size();
      } catch (IOException e) {
        System.err.println(from + ": " + e.getMessage());
      }
    }

    @Override
    public synchronized void behind(Path file, Duration age) {
      longestBehind = age.compareTo(longestBehind) > 0 ? age : longestBehind;
    }

    long kept() throws IOException {
      return folder.list().stream().mapToLong(CaptureFolder.Stored::bytes).sum();
    }
  }

  private ShiftBenchmark(Path file) throws IOException {
    parts = new Parts(file.getParent());
    capture =
        new CaptureSink(
            file,
            new CaptureOptions(
                "bench",
                "bench",
                redactor.policy(),
                1 << 20,
                new Rotation(PART, Duration.ofDays(1)),
                QUEUE),
            TimeSource.SYSTEM,
            parts);
  }

  /** Runs the shift and prints a table. */
  public static void main(String[] args) throws Exception {
    int agents = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int hours = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    Path folder = args.length > 2 ? Path.of(args[2]) : Files.createTempDirectory("boshtap-shift");
    Path file = folder.resolve("shift.sqlite");
    new ShiftBenchmark(file).run(agents, hours);
    if (args.length <= 2) {
      try (var files = Files.list(folder)) {
        for (Path one : files.toList()) {
          Files.delete(one);
        }
      }
      Files.delete(folder);
    }
  }

  private void run(int agents, int hours) throws IOException {
    Instant start = Instant.parse("2026-11-22T08:00:00Z");
    ShiftTraffic traffic = new ShiftTraffic(agents, start, Duration.ofHours(hours));
    out.printf(
        "%d agents, %d hours, heap of at most %d MB%n",
        agents, hours, Runtime.getRuntime().maxMemory() / 1_000_000);
    out.println("hour  exchanges  heap MB  kept MB  files removed  not recorded");
    Moment nextTick = Moment.of(start);
    Moment nextHour = Moment.of(start).plus(Duration.ofHours(1));
    Moment[] now = {Moment.of(start)};
    int hour = 1;
    boolean goesOn = true;
    while (goesOn) {
      goesOn =
          traffic.next(
              event -> {
                now[0] = event.at();
                observe(() -> observer.on(event));
              });
      if (now[0].compareTo(nextTick) >= 0) {
        Moment tick = now[0];
        observe(() -> observer.tick(tick));
        nextTick = tick.plus(Duration.ofMillis(200));
      }
      if (now[0].compareTo(nextHour) >= 0 || !goesOn) {
        row(hour++, traffic.exchanges());
        nextHour = nextHour.plus(Duration.ofHours(1));
      }
    }
    observe(() -> observer.finish(now[0]));
    long writerNanos = writerNanos();
    capture.close();
    print(traffic.exchanges(), writerNanos);
  }

  private interface Observing {
    List<Observation> observe();
  }

  private void observe(Observing observing) {
    long before = THREADS.getCurrentThreadCpuTime();
    List<Observation> said = observing.observe();
    long observed = THREADS.getCurrentThreadCpuTime();
    decodeNanos += observed - before;
    for (Observation observation : said) {
      long one = THREADS.getCurrentThreadCpuTime();
      Observation redacted = redactor.redact(observation);
      long two = THREADS.getCurrentThreadCpuTime();
      redactNanos += two - one;
      give(redacted);
      acceptNanos += THREADS.getCurrentThreadCpuTime() - two;
    }
  }

  /** The traffic of hours comes in minutes: it waits for the disk where a day would not have to. */
  private void give(Observation observation) {
    while (capture.waitingBytes() > QUEUE / 2) {
      LockSupport.parkNanos(1_000_000);
    }
    try {
      capture.accept(observation);
    } catch (IOException e) {
      lost++;
    }
  }

  private void row(int hour, long exchanges) throws IOException {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    out.printf(
        "%4d  %9d  %7.1f  %7.1f  %13d  %12d%n",
        hour, exchanges, heap / 1e6, parts.kept() / 1e6, parts.removed, lost);
  }

  private static long writerNanos() {
    for (long id : THREADS.getAllThreadIds()) {
      var info = THREADS.getThreadInfo(id);
      if (info != null && info.getThreadName().equals("boshtap-capture")) {
        return THREADS.getThreadCpuTime(id);
      }
    }
    return 0;
  }

  private void print(long exchanges, long writerNanos) throws IOException {
    long bytes = parts.bytes + Files.size(capture.file());
    out.printf("%d exchanges, %.1f MB written%n", exchanges, bytes / 1e6);
    out.printf("per exchange: %d bytes on disk%n", bytes / exchanges);
    out.printf(
        "per exchange: decode %.1f us, redaction %.1f us, handing over %.1f us, writer %.1f us%n",
        micros(decodeNanos, exchanges),
        micros(redactNanos, exchanges),
        micros(acceptNanos, exchanges),
        micros(writerNanos, exchanges));
    if (!parts.longestBehind.isZero()) {
      out.printf("longest on its way to the disk: %d ms%n", parts.longestBehind.toMillis());
    }
    out.printf(
        "decode and store: %.1f us%n", micros(decodeNanos + acceptNanos + writerNanos, exchanges));
  }

  private static double micros(long nanos, long exchanges) {
    return nanos / 1e3 / exchanges;
  }
}
