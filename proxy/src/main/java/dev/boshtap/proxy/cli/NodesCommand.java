package dev.boshtap.proxy.cli;

import dev.boshtap.exporters.EventFilter;
import dev.boshtap.proxy.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "nodes",
    description =
        "Lists the pubsub nodes in captures: listed by the server, subscribed to, seen in events.",
    footer = {
      "",
      "Example: nodes that somebody subscribed to and nothing came from",
      "  boshtap nodes --json finesse.har | jq -r 'select(.events == 0) | .node'"
    })
final class NodesCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private KeyOptions keys = new KeyOptions();

  @Option(
      names = "--json",
      description = "Print one JSON object per line for each node, instead of a table.")
  private boolean json;

  @ArgGroup private RedactionOptions redaction = new RedactionOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Captures, as open takes them.")
  private List<Path> files = new ArrayList<>();

  NodesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Flags flags = new Flags().when(json, "output.json", "--json", "true");
    redaction.addTo(flags);
    Config settings = config.read(context.environment(), flags.list()).config();
    Logs.configure(settings.log());
    return context
        .application()
        .nodes(
            settings,
            new OpenOptions(files, keys.keys(context), EventFilter.ALL),
            context.console());
  }
}
