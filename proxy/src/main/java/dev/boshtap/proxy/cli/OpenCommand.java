package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Config;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "open",
    description = "Decodes HAR files and shows the same events as run; no proxy, no CA.",
    footer = {
      "",
      "Example: the agents in a HAR that a browser saved",
      "  boshtap open --json finesse.har | jq -r .agent | sort -u"
    })
final class OpenCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "HAR files, of boshtap, a browser or another proxy.")
  private List<Path> files = new ArrayList<>();

  OpenCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Flags flags = new Flags();
    output.addTo(flags);
    Config settings = config.read(context.environment(), flags.list()).config();
    Logs.configure(settings.log());
    return context.application().open(settings, new OpenOptions(files), context.console());
  }
}
