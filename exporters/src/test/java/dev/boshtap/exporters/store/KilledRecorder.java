package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that records until it is killed, and says how many exchanges it gave away, how many of
 * them were committed by then, and when that was.
 */
final class KilledRecorder {

  /** What is recorded before the first word: until classes are loaded and compiled. */
  private static final int WARM_UP = 500;

  /** An exchange and its event. */
  private static final int OBSERVATIONS = 2;

  private static final String PADDING = "padding ".repeat(160);

  private KilledRecorder() {}

  /**
   * A line of the recorder's.
   *
   * @param taken the number of the last exchange that was taken
   * @param committed how many of them were committed then
   * @param nanos the recorder's clock
   */
  record Said(long taken, long committed, long nanos) {

    static Said parse(String line) {
      String[] words = line.split(" ", -1);
      return new Said(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    @Override
    public String toString() {
      return taken + " " + committed + " " + nanos;
    }
  }

  /** Arguments: the capture, and at what size it goes on in another file, if not at 16 MiB. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, false);
    long size = args.length > 1 ? Long.parseLong(args[1]) : 16 << 20;
    CaptureOptions options = Captures.options(new Rotation(size, Duration.ofDays(1)));
    try (CaptureSink sink =
        new CaptureSink(Path.of(args[0]), options, TimeSource.SYSTEM, CaptureNews.NONE)) {
      for (long number = 1; ; number++) {
        Event event = Samples.user(Samples.context(number, number), "READY", "TALKING");
        give(sink, new Observation.Happened(event));
        give(
            sink,
            Exchanges.starting(number, number)
                .answered(number + 9, 200, "text/xml", "<body>" + PADDING + number + "</body>")
                .with(event)
                .poll("answered", false)
                .finished());
        if (number % 10 == 0) {
          if (number > WARM_UP) {
            out.println(new Said(number, sink.committed() / OBSERVATIONS, System.nanoTime()));
            out.flush();
          }
          LockSupport.parkNanos(10_000_000);
        }
      }
    }
  }

  private static void give(CaptureSink sink, Observation observation) {
    while (true) {
      try {
        sink.accept(observation);
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(1_000_000); // Refused: the disk is slower than this loop.
      }
    }
  }
}
