package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The jobs behind the commands that observe traffic. Each returns when it is over, with an {@link
 * ExitCode}; data goes to {@link Console#out()}, text for a person to {@link Console#err()}.
 */
public interface Application {

  /** Says that the proxy is likely to be run soon, before any option is read. */
  void expectProxy();

  /** Runs the proxy until the time is up or the process is told to stop. */
  int run(Config config, RunOptions options, Console console) throws CommandFailure, IOException;

  /** Runs the proxy, and a browser that uses it, until the browser is closed or as {@link #run}. */
  int browser(Config config, BrowserOptions options, Console console)
      throws CommandFailure, IOException;

  /** Runs the proxy with agents of its own against a simulated Finesse. */
  int demo(Config config, DemoOptions options, Console console) throws CommandFailure, IOException;

  /** Makes a redacted copy of a file. */
  int redact(Config config, RedactOptions options, Console console)
      throws CommandFailure, IOException;

  /** Shows what a capture holds, and what is added to it. */
  int tail(Config config, TailOptions options, Console console) throws CommandFailure, IOException;

  /** Writes what a capture holds in other forms. */
  int export(Config config, ExportOptions options, Console console)
      throws CommandFailure, IOException;

  /** Decodes files. */
  int open(Config config, OpenOptions options, Console console) throws CommandFailure, IOException;

  /** Says why agents lose Finesse, by what files tell. */
  int diagnose(Config config, DiagnoseOptions options, Console console)
      throws CommandFailure, IOException;

  /** Writes a page about what files tell. */
  int report(Config config, DiagnoseOptions options, Path page, Console console)
      throws CommandFailure, IOException;

  /** Prints the pubsub nodes that files tell of. */
  int nodes(Config config, OpenOptions options, Console console) throws CommandFailure, IOException;
}
