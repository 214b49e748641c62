package dev.boshtap.proxy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is removed from all that a command shows or writes: said in one way or the other. */
final class RedactionOptions {

  @Option(
      names = "--redaction",
      paramLabel = "personal|secrets|none",
      description =
          "What is removed from everything shown and written: secrets and personal data (personal,"
              + " the default), secrets only, or nothing.")
  private @Nullable String level;

  @Option(
      names = "--unredacted",
      description =
          "The same as --redaction none: passwords, tokens, names and numbers are shown and written.")
  private boolean none;

  void addTo(Flags flags) {
    flags
        .value("output.redaction", "--redaction", level)
        .when(none, "output.redaction", "--unredacted", "none");
  }
}
