package dev.boshtap.proxy.cli;

import java.io.PrintStream;
import java.time.Duration;

/**
 * The console of a command that records what goes on at this moment, and so cannot wait until a
 * terminal or a pipe takes what is shown. What does not get out within a bound is left out and
 * said: on standard error at the place where it is missing, on standard output to whoever writes.
 */
public final class LiveConsole implements AutoCloseable {

  /** Of standard error: some ten thousand lines. */
  private static final int MOST_TEXT = 1 << 20;

  /** Of standard output: some ten thousand events. */
  private static final int MOST_DATA = 1 << 24;

  /** How long the last words may take at the end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final UnwaitingStream out;
  private final UnwaitingStream err;
  private final Console console;

  private LiveConsole(Console waiting) {
    out = new UnwaitingStream(waiting.data(), MOST_DATA, lines -> new byte[0]);
    err =
        new UnwaitingStream(
            waiting.err(),
            MOST_TEXT,
            lines ->
                "boshtap: %d lines are missing here: the terminal took none%n"
                    .formatted(lines)
                    .getBytes(waiting.charset()));
    console =
        new Console(
            waiting.in(),
            new DataStream(out),
            new PrintStream(err, true, waiting.charset()),
            waiting.charset(),
            waiting.colour(),
            waiting.width());
  }

  /** In the place of a console that takes its time. */
  public static LiveConsole of(Console waiting) {
    return new LiveConsole(waiting);
  }

  /** What reads and writes as the other does, and never waits. */
  public Console console() {
    return console;
  }

  /** Waits until everything is out, for a moment. */
  @Override
  public void close() {
    console.out().flush();
    if (!out.close(LAST_WORDS)) {
      console.err().println("boshtap: standard output: nobody took the last of it");
    }
    console.err().flush();
    err.close(LAST_WORDS);
  }
}
