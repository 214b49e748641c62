package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description =
        "Shows what run shows, with a simulated Finesse and agents, some of whose polls are lost.",
    footer = {"", "Example: keep the files that run would write", "  boshtap demo --out demo"})
final class DemoCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "20s",
      description = "Stop after this long (default: ${DEFAULT-VALUE}).")
  private Duration length = Duration.ofSeconds(20);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write events.ndjson, capture.har and capture.sqlite to this folder.")
  private @Nullable Path out;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      description = "Where the proxy listens (default: a free port of 127.0.0.1).")
  private String listen = "127.0.0.1:0";

  DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Flags flags = new Flags().value("listen", "--listen", listen);
    output.addTo(flags);
    Config settings = config.read(context.environment(), flags.list()).config();
    Logs.configure(settings.log());
    return context
        .application()
        .demo(settings, new DemoOptions(length, Optional.ofNullable(out)), context.console());
  }
}
