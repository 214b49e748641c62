package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Config;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tail",
    description =
        "Shows the last events of a capture and then the new ones, from another terminal than run's.",
    footer = {
      "",
      "Examples:",
      "  boshtap tail --agent 1001003",
      "  boshtap tail --all --no-follow --unanswered monday.sqlite"
    })
final class TailCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Parameters(
      paramLabel = "CAPTURE",
      arity = "0..1",
      description = "The capture (default: the newest in the data folder).")
  private @Nullable Path capture;

  @Option(
      names = "--json",
      description = "Print events on standard output, one JSON object per line.")
  private boolean json;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "LINES",
      defaultValue = "20",
      description = "Begin with this many of the last lines (default: ${DEFAULT-VALUE}).")
  private int last = 20;

  @ArgGroup private RedactionOptions redaction = new RedactionOptions();

  @Option(names = "--all", description = "Begin with the first line.")
  private boolean all;

  @Option(names = "--no-follow", description = "Show what is there and exit.")
  private boolean noFollow;

  TailCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (last < 0) {
      throw CommandFailure.usage("--last: " + last + " (expected: 0 or more)");
    }
    Flags flags = new Flags().when(json, "output.json", "--json", "true");
    redaction.addTo(flags);
    Config settings = config.read(context.environment(), flags.list()).config();
    Logs.configure(settings.log());
    TailOptions options =
        new TailOptions(
            Optional.ofNullable(capture),
            filter.read(context.clock().instant()),
            all ? Integer.MAX_VALUE : last,
            !noFollow);
    return context.application().tail(settings, options, context.console());
  }
}
