package dev.boshtap.proxy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of every command that prints events. */
final class OutputOptions {

  @Option(names = "--json", description = "Events on standard output, one JSON object a line.")
  private boolean json;

  @ArgGroup private Redaction redaction = new Redaction();

  /** What is blotted out: said in one way or the other. */
  private static final class Redaction {
    @Option(
        names = "--redaction",
        paramLabel = "personal|secrets|none",
        description =
            "What is blotted out of all that is shown or written: secrets and what tells of persons"
                + " (the default), secrets alone, or nothing.")
    private @Nullable String level;

    @Option(
        names = "--unredacted",
        description = "Show and write everything: passwords, tokens, names, numbers.")
    private boolean none;
  }

  void addTo(Flags flags) {
    flags
        .when(json, "output.json", "--json", "true")
        .value("output.redaction", "--redaction", redaction.level)
        .when(redaction.none, "output.redaction", "--unredacted", "none");
  }
}
