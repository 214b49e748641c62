package dev.boshtap.proxy.cli;

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
    name = "diagnose",
    description = {
      "Says why agents lose Finesse: the client, the network or the server, with evidence.",
      "Takes what open takes: captures of boshtap, HAR, SAZ, packets. Several files are diagnosed"
          + " together, by the servers' clocks. Prints one sentence and then the findings, the most"
          + " important first, each with the reason, how certain it is, and what to do next. The"
          + " exit code is 1 when there is something to do."
    },
    footer = {
      "",
      "Example: what was wrong this morning, with the timeline of each disconnect",
      "  boshtap diagnose --evidence morning.har",
      "Example: the agents that somebody has to call",
      "  boshtap diagnose --json a.har b.saz | jq -r '.findings[].agents[]' | sort -u"
    })
final class DiagnoseCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private KeyOptions keys = new KeyOptions();
  @Mixin private LogOptions logs = new LogOptions();

  @Option(
      names = "--json",
      description = "Print one JSON object with the verdict and the findings.")
  private boolean json;

  @ArgGroup private RedactionOptions redaction = new RedactionOptions();

  @Option(
      names = "--evidence",
      description = "Show the timeline of each disconnect, and the exchanges that prove a finding.")
  private boolean evidence;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Captures, as open takes them.")
  private List<Path> files = new ArrayList<>();

  DiagnoseCommand(Context context) {
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
        .diagnose(
            settings,
            new DiagnoseOptions(files, keys.keys(context), logs.beside(files), evidence),
            context.console());
  }
}
