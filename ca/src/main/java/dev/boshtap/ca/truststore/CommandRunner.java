package dev.boshtap.ca.truststore;

import java.io.IOException;

/** Runs programs of the system; in tests of other systems, writes down what it was to run. */
@FunctionalInterface
public interface CommandRunner {

  /**
   * Runs a command to its end.
   *
   * @throws IOException when it cannot be started or does not end
   */
  Result run(Command command) throws IOException;

  /**
   * What came of a command.
   *
   * @param exitCode 0 for success
   * @param output all that it printed
   */
  record Result(int exitCode, String output) {

    /** Whether it did what it was asked. */
    public boolean succeeded() {
      return exitCode == 0;
    }

    /** The last line that says something; what the trouble was, as a rule. */
    public String lastLine() {
      return output
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .map(String::strip)
          .orElse("exit code " + exitCode);
    }
  }
}
