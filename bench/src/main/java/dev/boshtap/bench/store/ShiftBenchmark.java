package dev.boshtap.bench.store;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.CaptureNews;
import dev.boshtap.exporters.store.CaptureOptions;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.Rotation;
import dev.boshtap.exporters.store.StoreFiles;
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
 * A shift of 500 agents in compressed time, through the observer, redaction and the capture: what
 * each costs per exchange in processor time, what the capture takes on disk, and the heap in use
 * after each hour of the shift.
 *
 * <p>Arguments: agents (500), hours (8), folder (a new temporary one, removed afterwards).
 */
public final class ShiftBenchmark {

  private static final long QUEUE = 64 << 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final CaptureSink capture;
  private final Redactor redactor = Redactor.secrets();
  private final Observer observer = new Observer(Limits.DEFAULTS);
  private final PrintStream out = System.out;
  private long decodeNanos;
  private long redactNanos;
  private long acceptNanos;
  private long lost;

  private ShiftBenchmark(Path file) throws IOException {
    capture =
        new CaptureSink(
            file,
            new CaptureOptions(
                "bench",
                "bench",
                RedactionPolicy.SECRETS,
                1 << 20,
                new Rotation(256 << 20, Duration.ofDays(1)),
                QUEUE),
            TimeSource.SYSTEM,
            CaptureNews.NONE);
  }

  /** Runs the shift and prints a table. */
  public static void main(String[] args) throws Exception {
    int agents = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int hours = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    Path folder = args.length > 2 ? Path.of(args[2]) : Files.createTempDirectory("boshtap-shift");
    Path file = folder.resolve("shift.sqlite");
    new ShiftBenchmark(file).run(agents, hours, file);
    if (args.length <= 2) {
      try (var files = Files.list(folder)) {
        for (Path one : files.toList()) {
          Files.delete(one);
        }
      }
      Files.delete(folder);
    }
  }

  private void run(int agents, int hours, Path file) throws IOException {
    Instant start = Instant.parse("2026-11-22T08:00:00Z");
    ShiftTraffic traffic = new ShiftTraffic(agents, start, Duration.ofHours(hours));
    out.printf("%d agents, %d hours%n", agents, hours);
    out.println("hour  exchanges  heap MB  file MB  lost");
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
    print(traffic.exchanges(), writerNanos, file);
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

  private void row(int hour, long exchanges) {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    out.printf(
        "%4d  %9d  %7.1f  %7.1f  %4d%n", hour, exchanges, heap / 1e6, capture.size() / 1e6, lost);
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

  private void print(long exchanges, long writerNanos, Path file) throws IOException {
    long bytes = 0;
    List<Path> parts = StoreFiles.parts(file);
    for (Path part : parts) {
      bytes += Files.size(part);
    }
    out.printf("%d exchanges, %d files, %.1f MB%n", exchanges, parts.size(), bytes / 1e6);
    out.printf("per exchange: %d bytes on disk%n", bytes / exchanges);
    out.printf(
        "per exchange: decode %.1f us, redaction %.1f us, handing over %.1f us, writer %.1f us%n",
        micros(decodeNanos, exchanges),
        micros(redactNanos, exchanges),
        micros(acceptNanos, exchanges),
        micros(writerNanos, exchanges));
    out.printf(
        "decode and store: %.1f us%n", micros(decodeNanos + acceptNanos + writerNanos, exchanges));
  }

  private static double micros(long nanos, long exchanges) {
    return nanos / 1e3 / exchanges;
  }
}
