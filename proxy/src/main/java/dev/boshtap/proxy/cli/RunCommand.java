package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.Effective;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private ProxyOptions options = new ProxyOptions();

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Effective effective = options.read(context.environment());
    if (options.showConfig()) {
      context.console().out().print(effective.yaml());
      return ExitCode.FINE;
    }
    Logs.configure(effective.config().log());
    return context
        .application()
        .run(effective.config(), options.run(context.clock().instant()), context.console());
  }
}
