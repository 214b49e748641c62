package dev.boshtap.proxy.app;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.nodes.NodeReport;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.cli.OpenOptions;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code open}: files in the proxy's place, shown by the same sinks. A file that cannot be read is
 * said, and the others are read all the same.
 */
final class OpenFiles {

  private final Config config;
  private final Console console;

  OpenFiles(Config config, Console console) {
    this.config = config;
    this.console = console;
  }

  /** Gives {@link ExitCode#CANNOT} when not all of every file could be read. */
  int open(OpenOptions options) throws CommandFailure, IOException {
    for (Path output : config.output().files()) {
      OutputFiles.requireNew(output, options.files());
    }
    OpenOptions named =
        new OpenOptions(
            options.files(),
            options.keys(),
            ObservedFiles.named(config, options.files(), options.filter(), console));
    return open(
        named,
        files(named).diagnosed(),
        new Outputs(
            config,
            ObservedFiles.redactor(config, named.files()),
            false,
            named.filter(),
            console,
            () -> ""));
  }

  /** {@code nodes}: the same files, of which the pubsub nodes alone are printed. */
  int nodes(OpenOptions options) throws IOException {
    NodeReport.Form form =
        config.output().json() ? NodeReport.Form.JSON_LINES : NodeReport.Form.TABLE;
    return open(
        options,
        files(options),
        new Outputs(
            ObservedFiles.redactor(config, options.files()), new NodeReport(console.out(), form)));
  }

  private ObservedFiles files(OpenOptions options) {
    return new ObservedFiles(
        config, console, options.keys(), options.filter(), config.output().har().isPresent());
  }

  private int open(OpenOptions options, ObservedFiles files, Outputs outputs) throws IOException {
    boolean any = false;
    boolean all = true;
    try {
      for (Path file : options.files()) {
        ObservedFiles.Outcome outcome = files.tell(file, observation -> give(observation, outputs));
        any |= outcome != ObservedFiles.Outcome.NOT_AT_ALL;
        all &= outcome == ObservedFiles.Outcome.WHOLE;
      }
    } finally {
      if (any) {
        outputs.nothingFound().lookInto(options.files());
        outputs.close();
      } else {
        outputs.abandon();
      }
    }
    return all ? ExitCode.FINE : ExitCode.CANNOT;
  }

  private static void give(Observation observation, Outputs outputs) throws IOException {
    Observation redacted = outputs.redact(observation);
    for (Sink sink : outputs.sinks()) {
      sink.accept(redacted);
    }
  }
}
