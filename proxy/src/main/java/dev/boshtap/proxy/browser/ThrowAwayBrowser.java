package dev.boshtap.proxy.browser;

import dev.boshtap.ca.truststore.CommandRunner;
import dev.boshtap.ca.truststore.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A running browser with a profile folder of its own. Closing it ends the browser and deletes the
 * folder; the user's own profiles and trust stores are never touched.
 */
public final class ThrowAwayBrowser implements AutoCloseable {

  /** How long a browser may take to end when it is asked to. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Process process;
  private final BrowserSetup setup;
  private final ProfileFolder profile;

  private ThrowAwayBrowser(Process process, BrowserSetup setup, ProfileFolder profile) {
    this.process = process;
    this.setup = setup;
    this.profile = profile;
  }

  /**
   * Starts a browser.
   *
   * @throws IOException when it cannot be started, or cannot be given the CA
   */
  public static ThrowAwayBrowser start(
      Machine machine, CommandRunner runner, Browser browser, BrowserOrder order)
      throws IOException {
    BrowserSetup setup =
        browser.kind() == BrowserKind.FIREFOX
            ? new FirefoxSetup(machine, runner, order)
            : new ChromiumSetup(machine, order);
    ProfileFolder profile = ProfileFolder.create(machine, browser);
    try {
      setup.prepare(profile.path());
      List<String> command = new ArrayList<>();
      command.add(browser.program().toString());
      command.addAll(setup.arguments(profile.path()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(profile.output().toFile());
      if (browser.snap().isEmpty()) {
        // A snap is given folders of its own by other means, and starts in its user's home only.
        builder.environment().putAll(setup.environment(profile.path()));
      }
      Process process = builder.start();
      process.getOutputStream().close();
      return new ThrowAwayBrowser(process, setup, profile);
    } catch (IOException | RuntimeException e) {
      profile.delete();
      throw e;
    }
  }

  /** What a person has to know of how this browser is started; as a rule nothing. */
  public static Optional<String> warning(Machine machine, Browser browser) {
    return browser.kind() != BrowserKind.FIREFOX && ChromiumSetup.lacksSandbox(machine)
        ? Optional.of(
            browser.kind()
                + " runs without its sandbox, because it is started by root: open no page there"
                + " that you do not trust")
        : Optional.empty();
  }

  /** Done when the browser has ended, by whomever. */
  public CompletableFuture<?> ended() {
    return process.onExit();
  }

  /** If the browser has failed: its exit code and its last words. */
  public Optional<String> failure() {
    if (process.isAlive() || process.exitValue() == 0) {
      return Optional.empty();
    }
    return Optional.of("exit code %d%s".formatted(process.exitValue(), lastWords()));
  }

  private String lastWords() {
    try (Stream<String> lines = Files.lines(profile.output(), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .map(line -> ": " + line)
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    // Asked for first: what a browser started is nobody's child once the browser has ended.
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    List<Path> outside = setup.outside(profile.path());
    process.destroy();
    if (!haveEnded(all)) {
      all.forEach(ProcessHandle::destroyForcibly);
      haveEnded(all);
    }
    for (Path file : outside) {
      Files.deleteIfExists(file);
    }
    profile.delete();
  }

  private static boolean haveEnded(List<ProcessHandle> processes) {
    CompletableFuture<?>[] ends =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
