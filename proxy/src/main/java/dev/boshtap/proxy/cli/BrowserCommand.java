package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.browser.BrowserKind;
import dev.boshtap.proxy.config.Effective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "browser",
    description =
        "Starts the proxy, as run does, and a browser that uses it and trusts its CA, in a"
            + " throw-away profile; nothing else on this machine changes. Ends when the browser is"
            + " closed.",
    footer = {
      "",
      "Examples: the desktop in the first browser that is found; in Firefox",
      "  boshtap browser --intercept finesse1.example.com",
      "  boshtap browser firefox https://finesse1.example.com:8445/desktop"
    })
final class BrowserCommand implements Callable<Integer> {

  /** {@code run} may have the usual port. */
  private static final String FREE_PORT = "127.0.0.1:0";

  private final Context context;

  @Mixin private ProxyOptions options = new ProxyOptions();

  @Parameters(
      paramLabel = "BROWSER|URL",
      arity = "0..2",
      description =
          "chrome, edge, chromium or firefox (default: the first that is installed), and the page"
              + " to open (default: the desktop of the first --intercept).")
  private List<String> words = new ArrayList<>();

  @Option(names = "--headless", description = "Run the browser without a window, for tests.")
  private boolean headless;

  BrowserCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Optional<BrowserKind> kind = words.stream().findFirst().flatMap(BrowserKind::of);
    List<String> rest = words.subList(kind.isPresent() ? 1 : 0, words.size());
    if (rest.size() > 1) {
      throw CommandFailure.usage(
          "\"%s\" (expected: %s, then at most one URL)".formatted(rest.get(0), kinds()));
    }
    Optional<String> url = rest.stream().findFirst();
    if (url.isPresent() && !url.get().matches("(?i)https?://\\S+")) {
      throw CommandFailure.usage(
          "\"%s\" (expected: %s, or a URL with http:// or https://)".formatted(url.get(), kinds()));
    }
    Effective effective = options.read(context.environment());
    if (effective.isDefault("listen")) {
      effective = options.read(context.environment(), FREE_PORT);
    }
    if (options.showConfig()) {
      context.console().out().print(effective.yaml());
      return ExitCode.FINE;
    }
    Logs.configure(effective.config().log());
    BrowserOptions browser =
        new BrowserOptions(
            kind,
            url,
            headless,
            options.run(context.clock().instant()),
            context.machine(),
            context.commands());
    return context.application().browser(effective.config(), browser, context.console());
  }

  private static String kinds() {
    return Stream.of(BrowserKind.values()).map(BrowserKind::word).collect(Collectors.joining(", "));
  }
}
