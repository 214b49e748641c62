package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.boshtap.decoders.event.Observation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * What a recording leaves behind when the power fails: a recorder's writes and syncs are written
 * down, and done again up to some moment on a disk that keeps what was synced and of the rest
 * whatever it likes. Eight moments, {@code -Dboshtap.powercuts=200} for more.
 */
class PowerLossTest {

  private static final int MOMENTS = Integer.getInteger("boshtap.powercuts", 8);
  private static final int DISKS = 3;
  private static final int WORDS = 40;
  private static final int COMMITS = 10;
  private static final long ROTATE_AT = 400_000;

  @TempDir Path folder;

  @Test
  void whatWasCommittedOutlivesTheLossOfPower() throws Exception {
    Path strace = Files.createDirectory(folder.resolve("strace"));
    record(strace);
    List<SystemCalls.Call> calls = SystemCalls.read(strace);
    int first = firstWord(calls);
    Random chance = new Random();

    int checked = 0;
    for (int moment = 0; moment < MOMENTS; moment++) {
      int until = first + 1 + chance.nextInt(calls.size() - first - 1);
      PowerlessDisk disk = new PowerlessDisk();
      KilledRecorder.Said last = null;
      for (SystemCalls.Call call : calls.subList(0, until)) {
        disk.apply(call);
        last = isWord(call) ? KilledRecorder.Said.parse(text(call)) : last;
      }
      for (int each = 0; each < DISKS; each++) {
        Path found = Files.createDirectory(folder.resolve("found-" + moment + "-" + each));
        if (each == 0) {
          disk.leave(found);
        } else {
          disk.leave(found, chance);
        }
        assertThat(missing(found.resolve("a.sqlite"), last.committed()).stream().limit(9).boxed())
            .as("of 1 to %d, after %d of %d calls", last.committed(), until, calls.size())
            .isEmpty();
        checked++;
      }
    }
    assertThat(checked).isEqualTo(MOMENTS * DISKS);
    assertThat(calls.stream().filter(SystemCalls.Call.Synced.class::isInstance))
        .hasSizeGreaterThanOrEqualTo(COMMITS);
  }

  /** Lets a recorder record until it has said some lines and committed, with strace beside it. */
  private void record(Path strace) throws Exception {
    List<String> command = new ArrayList<>(SystemCalls.STRACE);
    command.addAll(List.of("-o", strace.resolve("thread").toString()));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            KilledRecorder.class.getName(),
            folder.resolve("a.sqlite").toString(),
            Long.toString(ROTATE_AT)));
    requireStrace();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
      // On a machine that is busy many words are said between two commits.
      Set<Long> commits = new HashSet<>();
      for (int said = 0; said < WORDS || commits.size() < COMMITS; said++) {
        String line = lines.readLine();
        assertThat(line).as("the recorder's word %d", said).isNotNull();
        commits.add(KilledRecorder.Said.parse(line).committed());
      }
    } finally {
      // Not strace itself: without it the recorder would go on.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void requireStrace() throws Exception {
    String missing = "strace is missing, or may not trace here";
    boolean works;
    try {
      works =
          new ProcessBuilder("strace", "--seccomp-bpf", "-f", "-qqq", "-o", "/dev/null", "true")
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      works = false;
    }
    if (!works && Boolean.parseBoolean(System.getenv("CI"))) {
      fail(missing);
    }
    if (!works) {
      throw new TestAbortedException(missing);
    }
  }

  private static int firstWord(List<SystemCalls.Call> calls) {
    for (int at = 0; at < calls.size(); at++) {
      if (isWord(calls.get(at))) {
        return at;
      }
    }
    throw new AssertionError("nothing was said");
  }

  /** Whether it is the recorder's, and not that of a program which a library asks for something. */
  private static boolean isWord(SystemCalls.Call call) {
    return text(call).matches("\\d+ \\d+ \\d+");
  }

  private static String text(SystemCalls.Call call) {
    return call instanceof SystemCalls.Call.Said said ? said.text().strip() : "";
  }

  /** Verifies and reads what is found; gives the numbers up to one that are not there. */
  private static BitSet missing(Path file, long upTo) throws IOException {
    BitSet exchanges = new BitSet();
    BitSet events = new BitSet();
    for (Path part : StoreFiles.parts(file)) {
      assertThat(CaptureCheck.of(part, place -> {}).faults()).as(part.toString()).isEmpty();
      for (Observation one : Captures.read(part)) {
        if (one instanceof Observation.Finished finished) {
          exchanges.set(Math.toIntExact(finished.exchange().number()));
        } else if (one instanceof Observation.Happened happened) {
          events.set(Math.toIntExact(happened.event().context().exchange()));
        }
      }
    }
    try (Stream<Path> files = Files.list(file.getParent())) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    BitSet missing = new BitSet();
    missing.set(1, Math.toIntExact(upTo) + 1);
    exchanges.and(events);
    missing.andNot(exchanges);
    return missing;
  }
}
