package dev.boshtap.proxy.app;

import dev.boshtap.proxy.cli.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for the end that was asked for, or for Ctrl-C or SIGTERM; the process then lives on until
 * {@link #close} says that everything is in order, and ends with the exit code of a clean stop.
 */
final class StopSignal implements AutoCloseable {

  /** Longer than stopping takes at worst: each part of it has a bound, half a minute in all. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "boshtap-stop");

  /** Until a command says otherwise it has failed. */
  private volatile int exitCode = ExitCode.CANNOT;

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stopAndWait() {
    asked.complete(null);
    try {
      if (done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        // The signal's own exit code would say that we were killed.
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the time is up or the process was told to stop. */
  void await(Optional<Duration> atMost) throws InterruptedException {
    await(asked, atMost);
  }

  /**
   * Returns when the time is up, the process was told to stop, or something else came to its end,
   * whichever is first.
   */
  void awaitOr(CompletableFuture<?> end, Optional<Duration> atMost) throws InterruptedException {
    await(CompletableFuture.anyOf(asked, end), atMost);
  }

  private static void await(CompletableFuture<?> first, Optional<Duration> atMost)
      throws InterruptedException {
    try {
      if (atMost.isEmpty()) {
        first.get();
      } else {
        first.get(atMost.get().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      // However it ended, the waiting is over.
    }
  }

  /** Whether the process was told to stop. */
  boolean isAsked() {
    return asked.isDone();
  }

  /** Everything is in order; the process may end with this code. */
  int end(int code) {
    exitCode = code;
    return code;
  }

  @Override
  public void close() {
    done.countDown();
    if (!isAsked()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The signal came in this moment; its hook finds everything done.
        return;
      }
    }
  }
}
