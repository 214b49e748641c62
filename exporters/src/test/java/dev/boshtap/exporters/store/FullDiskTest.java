package dev.boshtap.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.Exchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A disk that fills while it is recorded on, and has room again. Only root can have one made. */
class FullDiskTest {

  private static final int SIZE = 1 << 20;
  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  @Test
  void recordingStopsAndGoesOnWithNothingLostThatWasTaken() throws Exception {
    Path disk = mount();
    try {
      Path ballast = Files.write(disk.resolve("ballast"), new byte[SIZE / 2]);
      Told news = new Told();
      List<String> taken = new ArrayList<>();
      Path file = disk.resolve("a.sqlite");
      try (CaptureSink sink = Captures.open(file, TimeSource.SYSTEM, news)) {
        long number = 0;
        while (news.suspended.getCount() > 0) {
          give(sink, ++number, taken);
          // As fast as it is written, lest all of it waits in memory.
          while (sink.waitingBytes() > 100_000 && news.suspended.getCount() > 0) {
            Thread.onSpinWait();
          }
        }
        for (int more = 0; more < 50; more++) {
          give(sink, ++number, taken);
        }
        Files.delete(ballast);
        assertThat(news.resumed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        give(sink, ++number, taken);
      }

      assertThat(news.reason).contains("full");
      assertThat(news.lost.get()).isZero();
      assertThat(CaptureCheck.of(file, place -> {}).faults()).isEmpty();
      assertThat(Captures.texts(Captures.read(file))).isEqualTo(taken);
    } finally {
      run("umount", "--lazy", disk.toString());
    }
  }

  private static void give(CaptureSink sink, long number, List<String> taken) throws IOException {
    Observation next =
        Exchanges.starting(number, number)
            .answered(
                number + 1, 200, "text/plain", "answer " + Math.sin((double) number) + " " + number)
            .finished();
    sink.accept(next);
    taken.addAll(Captures.texts(List.of(next)));
  }

  private Path mount() throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      throw new TestAbortedException("a tmpfs can be mounted by root only");
    }
    Path disk = Files.createDirectory(folder.resolve("disk"));
    if (run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "boshtap-test", disk.toString()) != 0) {
      String missing = "a tmpfs cannot be mounted here";
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        fail(missing);
      }
      throw new TestAbortedException(missing);
    }
    return disk;
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** Notes what is told. */
  private static final class Told implements CaptureNews {
    final CountDownLatch suspended = new CountDownLatch(1);
    final CountDownLatch resumed = new CountDownLatch(1);
    final AtomicLong lost = new AtomicLong();
    volatile String reason = "";

    @Override
    public void suspended(Path file, String why) {
      reason = why;
      suspended.countDown();
    }

    @Override
    public void resumed(Path file, long many) {
      lost.addAndGet(many);
      resumed.countDown();
    }

    @Override
    public void rotated(Path from, Path to) {}

    @Override
    public void behind(Path file, Duration age) {}
  }
}
