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
      "Makes of somebody's capture one that may be passed on.",
      "Reads what open reads, captures too, and writes its exchanges anew, as HAR or SAZ by the name given: secrets"
          + " become aliases, and what tells of persons pseudonyms, the same for the same value all"
          + " through the file. What the capture holds besides exchanges is left out. Exit code 3"
          + " when not all of it could be read."
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
      description = "Where to: a name that ends in .har or .saz.")
  private Path out = Path.of("");

  @Option(
      names = "--redaction",
      paramLabel = "personal|secrets",
      description = "Secrets and what tells of persons (the default), or secrets alone.")
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
