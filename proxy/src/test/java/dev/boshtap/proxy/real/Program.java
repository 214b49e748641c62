package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A child process whose output is kept, line by line, and which ends with the test. */
final class Program implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Would make a JVM talk on standard error, or give a program of ours other settings. */
  private static final Pattern NOT_INHERITED =
      Pattern.compile("JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|BOSHTAP_.*");

  private final Process process;
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private int openStreams = 2;

  private Program(Process process) {
    this.process = process;
    keep(process.inputReader(UTF_8), out);
    keep(process.errorReader(UTF_8), err);
  }

  /** Starts a program in a folder, with some variables beside the inherited ones. */
  static Program start(Path folder, Map<String, String> variables, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> NOT_INHERITED.matcher(name).matches());
    builder.environment().putAll(variables);
    try {
      return new Program(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program to its end, whatever that is. */
  static Program run(Path folder, List<String> command) {
    Program program = start(folder, Map.of(), command);
    program.awaitExit();
    return program;
  }

  private void keep(BufferedReader reader, List<String> lines) {
    Thread thread = new Thread(() -> read(reader, lines), "program output");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(BufferedReader reader, List<String> lines) {
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String next = line;
        change(() -> lines.add(next));
      }
    } catch (IOException e) {
      change(() -> lines.add("(reading stopped: " + e.getMessage() + ")"));
    } finally {
      change(() -> openStreams--);
    }
  }

  private synchronized void change(Runnable change) {
    change.run();
    notifyAll();
  }

  /** Waits for a line of standard output or standard error. */
  MatchResult awaitLine(Pattern pattern) {
    return awaitLine(pattern, PATIENCE);
  }

  MatchResult awaitLine(Pattern pattern, Duration patience) {
    return await("no line like " + pattern, patience, () -> find(pattern));
  }

  private Optional<MatchResult> find(Pattern pattern) {
    return Stream.concat(err.stream(), out.stream())
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(Matcher::toMatchResult)
        .findFirst();
  }

  /** Waits for the end and gives the exit code. */
  int awaitExit() {
    return awaitExit(PATIENCE);
  }

  int awaitExit(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + patience + "\n" + this);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return await(
        "output still open",
        patience,
        () -> openStreams == 0 ? Optional.of(process.exitValue()) : Optional.empty());
  }

  private synchronized <T> T await(String otherwise, Duration patience, Supplier<Optional<T>> it) {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<T> found = it.get();
    while (found.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0 || openStreams == 0) {
        throw new AssertionError(otherwise + "\n" + this);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      found = it.get();
    }
    return found.get();
  }

  /** Tells it a line on its standard input. */
  void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to end by SIGTERM, as {@code kill} does. */
  void terminate() {
    // Process.destroy would close its output unread.
    process.toHandle().destroy();
  }

  /** Asks it to end by SIGINT, as Ctrl-C does. */
  void interrupt() {
    run(Path.of("."), List.of("sh", "-c", "kill -INT " + process.pid()));
  }

  synchronized List<String> out() {
    return List.copyOf(out);
  }

  synchronized List<String> err() {
    return List.copyOf(err);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** All that it said, for a failed assertion. */
  @Override
  public String toString() {
    return "standard output:\n%s\nstandard error:\n%s"
        .formatted(String.join("\n", out()), String.join("\n", err()));
  }
}
