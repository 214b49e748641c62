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
    description = {
      "Decodes captures made by other tools and shows the same events as run; no proxy, no CA.",
      "Reads HAR (Chrome, Edge, Firefox, Fiddler, mitmproxy, HTTP Toolkit, Charles, boshtap; packed"
          + " or not), SAZ (Fiddler, boshtap; with a password or without), packets (pcapng, pcap;"
          + " with their TLS secrets, where tshark is installed) and boshtap's own captures. The"
          + " format is told by the content, not the name. A file that is cut short is read as far"
          + " as it goes, and one that cannot be read is skipped; the exit code is then 3."
    },
    footer = {
      "",
      "Example: the agents in a HAR that a browser saved",
      "  boshtap open --json finesse.har | jq -r .agent | sort -u",
      "Example: a session archive with a password, from a colleague with Fiddler",
      "  boshtap open lost-polls.saz"
    })
final class OpenCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private KeyOptions keys = new KeyOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Captures of boshtap, a browser or another proxy.")
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
    return context
        .application()
        .open(
            settings,
            new OpenOptions(files, keys.keys(context), filter.read(context.clock().instant())),
            context.console());
  }
}
