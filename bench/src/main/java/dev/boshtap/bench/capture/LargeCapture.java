package dev.boshtap.bench.capture;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.store.CaptureNews;
import dev.boshtap.exporters.store.CaptureOptions;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.Rotation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a capture as large as asked, of answers that are not easily compressed, in parts of 512
 * MB. To see in how little memory it is exported.
 */
public final class LargeCapture {

  private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");
  private static final HostPort SERVER = new HostPort("finesse1.example.com", 8445);
  private static final int ANSWER = 48 << 10;
  private static final long PART = 512 << 20;
  private static final long QUEUE = 64 << 20;

  private LargeCapture() {}

  /** The file's name, and the size of all parts together in MB. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("expected: FILE MEGABYTES");
      System.exit(2);
    }
    long size = Long.parseLong(arguments[1]) * 1_000_000;
    CaptureOptions options =
        new CaptureOptions(
            "bench",
            "bench",
            RedactionPolicy.NONE,
            1 << 20,
            new Rotation(PART, Duration.ofDays(1)),
            QUEUE);
    Random chance = new Random(7);
    Observer observer = new Observer(Limits.DEFAULTS);
    long exchanges = 0;
    try (CaptureSink capture =
        new CaptureSink(Path.of(arguments[0]), options, TimeSource.SYSTEM, CaptureNews.NONE)) {
      for (long written = 0; written < size; written += ANSWER) {
        for (WireEvent event : exchange(++exchanges, chance)) {
          for (Observation observation : observer.on(event)) {
            while (capture.waitingBytes() > QUEUE / 2) {
              LockSupport.parkNanos(1_000_000);
            }
            capture.accept(observation);
          }
        }
      }
    }
    System.out.println(exchanges + " exchanges");
  }

  private static List<WireEvent> exchange(long number, Random chance) {
    byte[] random = new byte[ANSWER * 3 / 4];
    chance.nextBytes(random);
    byte[] answer =
        ("{\"text\":\"" + Base64.getEncoder().encodeToString(random) + "\"}")
            .getBytes(StandardCharsets.US_ASCII);
    Connection connection = new Connection(number % 40 + 1, SERVER, "192.0.2.1:" + number % 40);
    Moment at = Moment.of(START.plusMillis(number * 3));
    return List.of(
        new WireEvent.Started(
            at,
            number,
            connection,
            new RequestHead(
                "GET",
                "/gadgets/" + number,
                "HTTP/1.1",
                List.of(new Header("Host", SERVER.toString())))),
        new WireEvent.RequestCompleted(at, number, 0),
        new WireEvent.ResponseStarted(
            at,
            number,
            new ResponseHead(
                "HTTP/1.1",
                200,
                "OK",
                List.of(
                    new Header("Content-Type", "application/json"),
                    new Header("Content-Length", String.valueOf(answer.length))),
                true)),
        new WireEvent.ResponseBytes(at, number, answer),
        new WireEvent.Ended(at, number, Ending.ANSWERED, answer.length, 200, answer.length, 0));
  }
}
