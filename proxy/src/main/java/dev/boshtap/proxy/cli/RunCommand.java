package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Effective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description = "Starts the proxy and shows the events as they come.",
    footer = {
      "",
      "Example: watch a Finesse, and keep a HAR for a colleague",
      "  boshtap run --intercept finesse1.example.com --har finesse.har"
    })
final class RunCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where browsers reach the proxy (default: 127.0.0.1:8888); port 0: a free one.")
  private @Nullable String listen;

  @Option(
      names = "--intercept",
      paramLabel = "HOST[:PORT]",
      description =
          "A Finesse server, beside ports 7443 and 8445 of any host; may be given several times.")
  private List<String> intercept = new ArrayList<>();

  @Option(names = "--har", paramLabel = "FILE", description = "A HAR file to write.")
  private @Nullable String har;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "A file for the events, one JSON object a line.")
  private @Nullable String events;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Stop after this time: 90s, 20m, 8h (default: on Ctrl-C).")
  private @Nullable Duration length;

  @Option(
      names = "--trust-on-first-use",
      description = "Pin a server's certificate that does not verify when it is first met.")
  private boolean trustOnFirstUse;

  @Option(
      names = "--show-config",
      description = "Print the settings that hold, and where each comes from; run nothing.")
  private boolean showConfig;

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Flags flags =
        new Flags()
            .value("listen", "--listen", listen)
            .values("intercept.hosts", "--intercept", intercept)
            .value("output.har", "--har", har)
            .value("output.events", "--events", events)
            .when(trustOnFirstUse, "upstream.trust-on-first-use", "--trust-on-first-use", "true");
    output.addTo(flags);
    Effective effective = config.read(context.environment(), flags.list());
    if (showConfig) {
      context.console().out().print(effective.yaml());
      return ExitCode.FINE;
    }
    Logs.configure(effective.config().log());
    return context
        .application()
        .run(effective.config(), new RunOptions(Optional.ofNullable(length)), context.console());
  }
}
