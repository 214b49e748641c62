package dev.boshtap.proxy.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of every command that prints events. */
final class OutputOptions {

  @Option(
      names = "--json",
      description = "Print events on standard output, one JSON object per line.")
  private boolean json;

  @ArgGroup private RedactionOptions redaction = new RedactionOptions();

  void addTo(Flags flags) {
    flags.when(json, "output.json", "--json", "true");
    redaction.addTo(flags);
  }
}
