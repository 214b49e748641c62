package dev.boshtap.proxy.cli;

import picocli.CommandLine.Option;

/** The options of every command that prints events. */
final class OutputOptions {

  @Option(names = "--json", description = "Events on standard output, one JSON object a line.")
  private boolean json;

  @Option(
      names = "--unredacted",
      description = "Show and write secrets too: passwords, tokens, cookies.")
  private boolean unredacted;

  void addTo(Flags flags) {
    flags
        .when(json, "output.json", "--json", "true")
        .when(unredacted, "output.redaction", "--unredacted", "none");
  }
}
