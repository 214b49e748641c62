package dev.boshtap.bench.aim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** From the start of the process until it says that it listens. */
final class Starting implements Aim {

  private static final int STARTS = 9;
  private static final Duration AIM = Duration.ofMillis(500);

  /** How long it took by the clock, and of processor time. */
  private record Start(Duration clock, Duration processor) {}

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String target() {
    return "listening within 0.5 s, packaged with the archive";
  }

  @Override
  public Outcome measure(Setting setting) throws Exception {
    String plain = said(setting, "java -jar", jar(setting));
    if (setting.launcher().isEmpty()) {
      return new Outcome(Verdict.UNKNOWN, "not packaged; java -jar: " + plain);
    }
    List<String> launcher = List.of(setting.launcher().get().toString());
    start(launcher); // The first start makes the archive.
    List<Start> starts = starts(launcher);
    String packaged = text(starts);
    setting.out().printf("%-10s %s%n", "packaged", packaged);
    return new Outcome(
        Verdict.of(median(starts, Start::clock).compareTo(AIM) <= 0),
        packaged + "; java -jar: " + plain);
  }

  private static List<String> jar(Setting setting) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-jar",
        setting.jar().toString());
  }

  private static String said(Setting setting, String name, List<String> program)
      throws IOException, InterruptedException {
    String text = text(starts(program));
    setting.out().printf("%-10s %s%n", name, text);
    return text;
  }

  private static String text(List<Start> starts) {
    Duration least = starts.stream().map(Start::clock).min(Comparator.naturalOrder()).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%d ms (least %d ms, processor time %d ms)",
        median(starts, Start::clock).toMillis(),
        least.toMillis(),
        median(starts, Start::processor).toMillis());
  }

  private static Duration median(List<Start> starts, Function<Start, Duration> of) {
    Duration[] sorted = starts.stream().map(of).sorted().toArray(Duration[]::new);
    return sorted[sorted.length / 2];
  }

  private static List<Start> starts(List<String> program) throws IOException, InterruptedException {
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      starts.add(start(program));
    }
    return starts;
  }

  /** Starts it with a CA that is there already, as from the second start on. */
  private static Start start(List<String> program) throws IOException, InterruptedException {
    Path home = Home.FOLDER;
    List<String> command = new ArrayList<>(program);
    command.addAll(Arrays.asList("run", "--listen", "127.0.0.1:0", "--home", home.toString()));
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = err.readLine(); line != null; line = err.readLine()) {
        if (line.startsWith("listening on ")) {
          return new Start(
              Duration.ofNanos(System.nanoTime() - began),
              process.info().totalCpuDuration().orElse(Duration.ZERO));
        }
      }
      throw new IOException("it ended without listening: " + command);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** Where these starts keep their CA; gone with this process. */
  private static final class Home {
    static final Path FOLDER = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("boshtap-start");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        System.err.println("left behind: " + folder);
      }
    }
  }
}
