package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    description = {
      "Writes an HTML page about captures: what was found, and every desktop over time.",
      "The page needs no network and no scripts, prints well, and works with screen readers."
    },
    footer = {"", "Example: for the ticket", "  boshtap report morning.har -o morning.html"})
final class ReportCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private KeyOptions keys = new KeyOptions();
  @Mixin private LogOptions logs = new LogOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The page to write; an earlier one is kept under another name.")
  private @Nullable Path page;

  @ArgGroup private RedactionOptions redaction = new RedactionOptions();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Captures, as open takes them.")
  private List<Path> files = new ArrayList<>();

  ReportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Flags flags = new Flags();
    redaction.addTo(flags);
    Config settings = config.read(context.environment(), flags.list()).config();
    Logs.configure(settings.log());
    return context
        .application()
        .report(
            settings,
            new DiagnoseOptions(files, keys.keys(context), logs.beside(files), true),
            Objects.requireNonNull(page),
            context.console());
  }
}
