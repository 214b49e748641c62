package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import de.sstoehr.harreader.HarReader;
import de.sstoehr.harreader.HarReaderMode;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.har.HarSink;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recording processes that are killed (SIGKILL) at a random moment under load. Runs twice; {@code
 * -Dboshtap.kills=200} for as often as the figures in docs/performance.md.
 *
 * <p>What must be there is told by the recorder's own clock and its own count of what it committed,
 * so that it does not depend on how much else the machine does.
 */
class CaptureKillTest {

  private static final int KILLS = Integer.getInteger("boshtap.kills", 2);
  private static final boolean FIGURES = KILLS > 10;

  @TempDir Path folder;

  /** How far the recorder was when it was killed. */
  private record Reached(KilledRecorder.Said last, Duration oldestAtRisk) {}

  @Test
  void whatWasCommittedIsThere() throws Exception {
    Random chance = new Random();
    Duration longest = Duration.ZERO;
    for (int kill = 1; kill <= KILLS; kill++) {
      Path file = folder.resolve("kill-" + kill + ".sqlite");

      Reached reached = recordAndKill(file, 1 + chance.nextInt(150));

      assertThat(missing(file, reached.last().committed()).stream().limit(9).boxed())
          .as("of 1 to %d, kill %d", reached.last().committed(), kill)
          .isEmpty();
      longest = reached.oldestAtRisk().compareTo(longest) > 0 ? reached.oldestAtRisk() : longest;
    }
    if (FIGURES) {
      System.out.printf("%d kills; at risk at most %d ms%n", KILLS, longest.toMillis());
    }
  }

  /** Kills the recorder when it has said so many lines. */
  private static Reached recordAndKill(Path file, int words) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledRecorder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Deque<KilledRecorder.Said> waiting = new ArrayDeque<>();
    Duration oldest = Duration.ZERO;
    KilledRecorder.Said last = null;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
      String line = lines.readLine();
      for (int said = 0; line != null && said < words; said++) {
        last = KilledRecorder.Said.parse(line);
        waiting.add(last);
        while (!waiting.isEmpty() && waiting.getFirst().taken() <= last.committed()) {
          waiting.removeFirst();
        }
        if (!waiting.isEmpty()) {
          Duration age = Duration.ofNanos(last.nanos() - waiting.getFirst().nanos());
          oldest = age.compareTo(oldest) > 0 ? age : oldest;
        }
        line = lines.readLine();
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    assertThat(last).as("the recorder's last word").isNotNull();
    return new Reached(last, oldest);
  }

  /** Reads, verifies and exports what is left; gives the numbers up to one that are not there. */
  private static BitSet missing(Path file, long upTo) throws Exception {
    BitSet exchanges = new BitSet();
    BitSet events = new BitSet();
    List<Path> parts = StoreFiles.parts(file);
    for (Path part : parts) {
      assertThat(CaptureCheck.of(part, place -> {}).faults()).as(part.toString()).isEmpty();
      Path har = part.resolveSibling("export.har");
      try (HarSink out =
          new HarSink(har, new HarOptions("test", ZoneOffset.UTC, RedactionPolicy.SECRETS))) {
        for (Observation one : Captures.read(part)) {
          out.accept(one);
          if (one instanceof Observation.Finished finished) {
            exchanges.set(Math.toIntExact(finished.exchange().number()));
          } else if (one instanceof Observation.Happened happened) {
            events.set(Math.toIntExact(happened.event().context().exchange()));
          }
        }
      }
      assertThat(new HarReader().readFromFile(har.toFile(), HarReaderMode.STRICT).log())
          .isNotNull();
      Files.delete(har);
    }
    for (Path part : parts) {
      Files.delete(part);
    }
    BitSet missing = new BitSet();
    missing.set(1, Math.toIntExact(upTo) + 1);
    exchanges.and(events);
    missing.andNot(exchanges);
    return missing;
  }
}
