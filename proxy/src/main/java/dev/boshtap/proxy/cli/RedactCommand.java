package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Config;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "redact",
    description = {
      "Makes a redacted copy of a capture, to be passed on.",
      "Reads what open reads and writes its exchanges as HAR or SAZ, by the ending of the name."
          + " Secrets become aliases and personal data pseudonyms, the same for the same value"
          + " throughout the file. What the capture holds besides exchanges is left out. The exit"
          + " code is 3 when not all of it could be read."
    },
    footer = {
      "",
      "Example: a HAR from a browser, to be attached to a support case",
      "  boshtap redact finesse.har -o case-4711.har"
    })
final class RedactCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private KeyOptions keys = new KeyOptions();

  @Parameters(paramLabel = "FILE", description = "The capture.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      required = true,
      description = "The copy to write; its name ends in .har or .saz.")
  private Path out = Path.of("");

  @Option(
      names = "--redaction",
      paramLabel = "personal|secrets",
      description = "What is removed: secrets and personal data (the default), or secrets only.")
  private @Nullable String level;

  RedactCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Flags flags = new Flags().value("output.redaction", "--redaction", level);
    Config settings = config.read(context.environment(), flags.list()).config();
    Logs.configure(settings.log());
    return context
        .application()
        .redact(settings, new RedactOptions(file, keys.keys(context), out), context.console());
  }
}
