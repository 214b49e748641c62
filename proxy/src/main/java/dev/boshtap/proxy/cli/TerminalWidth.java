package dev.boshtap.proxy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide the terminal is, asked of the system's own command: Java cannot tell, and shells seldom
 * pass {@code COLUMNS} on.
 */
final class TerminalWidth {

  private static final Path TERMINAL = Path.of("/dev/tty");
  private static final Pattern STTY = Pattern.compile("^\\d+ (\\d+)");
  private static final Pattern MODE =
      Pattern.compile("(?m)^\\s*\\D+:\\s*\\d+\\s*$\\s*\\D+:\\s*(\\d+)");

  private TerminalWidth() {}

  static OptionalInt ask() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    if (windows) {
      // Lines, then columns, in the system's language.
      return ask(
          new ProcessBuilder("mode", "con").redirectInput(ProcessBuilder.Redirect.INHERIT), MODE);
    }
    return Files.exists(TERMINAL)
        ? ask(new ProcessBuilder("stty", "size").redirectInput(TERMINAL.toFile()), STTY)
        : OptionalInt.empty();
  }

  private static OptionalInt ask(ProcessBuilder command, Pattern answer) {
    try {
      Process process = command.redirectErrorStream(true).start();
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return OptionalInt.empty();
      }
      return parse(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII), answer);
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  static OptionalInt parseStty(String said) {
    return parse(said, STTY);
  }

  static OptionalInt parseMode(String said) {
    return parse(said, MODE);
  }

  private static OptionalInt parse(String said, Pattern answer) {
    Matcher found = answer.matcher(said);
    // A terminal of width 0 is one that does not know its own.
    return found.find() && Integer.parseInt(found.group(1)) > 0
        ? OptionalInt.of(Integer.parseInt(found.group(1)))
        : OptionalInt.empty();
  }
}
