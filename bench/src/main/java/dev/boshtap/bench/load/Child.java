package dev.boshtap.bench.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the benchmark: started, talked with, measured and ended by its parent. */
public final class Child implements AutoCloseable {

  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration STOPPING = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(50);

  /** A JVM looks every five seconds for what its compilers have left. */
  private static final Duration GIVING_BACK = Duration.ofSeconds(6);

  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.US_ASCII);
    this.in = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /** A process that takes {@link Orders}; its greeting is read by {@link #readLine}. */
  static Child obeying(String name, List<String> command, Path folder) throws IOException {
    Path log = folder.resolve(name + ".log");
    return new Child(name, log, new ProcessBuilder(command).redirectError(log.toFile()).start());
  }

  /** A process that is left to itself; all it says goes to a log. */
  static Child serving(String name, List<String> command, Path folder) throws IOException {
    return serving(name, command, folder, Map.of());
  }

  /** The same with some variables beside the inherited ones. */
  static Child serving(
      String name, List<String> command, Path folder, Map<String, String> variables)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    return new Child(name, log, builder.start());
  }

  String readLine() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException(name + " ended: " + lastWords());
    }
    return line;
  }

  /** Gives an order and waits for the answer; children bound their own time. */
  String[] ask(String order) throws IOException {
    in.write(order);
    in.newLine();
    in.flush();
    return Orders.words(readLine());
  }

  /** Waits until the log holds {@code pattern} and gives what its first group matched. */
  String awaitInLog(Pattern pattern) throws IOException, InterruptedException {
    for (long deadline = deadline(); System.nanoTime() < deadline; pause()) {
      Matcher found = pattern.matcher(Files.readString(log, StandardCharsets.ISO_8859_1));
      if (found.find()) {
        return found.group(1);
      }
    }
    throw new IOException(name + " did not start: " + lastWords());
  }

  /** Waits until something accepts connections on {@code port}. */
  void awaitListening(int port) throws IOException, InterruptedException {
    for (long deadline = deadline(); System.nanoTime() < deadline; pause()) {
      if (isListening(port)) {
        return;
      }
    }
    throw new IOException(name + " did not start: " + lastWords());
  }

  private static boolean isListening(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static long deadline() {
    return System.nanoTime() + STARTING.toNanos();
  }

  private void pause() throws IOException, InterruptedException {
    if (process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException(name + " ended: " + lastWords());
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    return lines.isEmpty() ? "(it said nothing)" : lines.get(lines.size() - 1);
  }

  /** Its number, for tools that are asked about it. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** All that it has said, where that goes to a log. */
  public Path log() {
    return log;
  }

  /** User and system time so far, as the system counts it for the whole process. */
  public Duration processorTime() throws IOException {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IOException("this system does not tell processor times"));
  }

  /** Resident memory in bytes; empty where there is no Linux {@code /proc} to tell. */
  public OptionalLong resident() throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return OptionalLong.empty();
    }
    Matcher found = RESIDENT.matcher(Files.readString(status));
    return found.find()
        ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024)
        : OptionalLong.empty();
  }

  /**
   * Waits until the process does next to nothing, so that what it put off (reading what it
   * forwarded) is in its processor time too.
   */
  public void awaitQuiet(Duration patience) throws IOException, InterruptedException {
    Duration window = Duration.ofMillis(500);
    long deadline = System.nanoTime() + patience.toNanos();
    Duration before = processorTime();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(window.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " ended: " + lastWords());
      }
      Duration now = processorTime();
      // Two ticks of the system's clock: timers and housekeeping.
      if (now.minus(before).toMillis() <= 20) {
        return;
      }
      before = now;
    }
    throw new IOException(name + " is still busy after " + patience.toSeconds() + " s");
  }

  /**
   * Waits until the process is quiet and has given back what it is about to give back: what a JVM's
   * compilers worked with, of which what they compile is all that stays.
   */
  void awaitSettled(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long before;
    do {
      awaitQuiet(patience);
      before = resident().orElse(0);
      if (process.waitFor(GIVING_BACK.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " ended: " + lastWords());
      }
    } while (resident().orElse(0) < before - before / 100 && System.nanoTime() < deadline);
  }

  /** Asks the process to end, and ends it if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
