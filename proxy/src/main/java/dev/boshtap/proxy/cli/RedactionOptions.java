package dev.boshtap.proxy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is blotted out of all that a command shows or writes: said in one way or the other. */
final class RedactionOptions {

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

  void addTo(Flags flags) {
    flags
        .value("output.redaction", "--redaction", level)
        .when(none, "output.redaction", "--unredacted", "none");
  }
}
