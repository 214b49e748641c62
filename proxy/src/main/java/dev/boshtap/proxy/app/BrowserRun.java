package dev.boshtap.proxy.app;

import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.browser.Browser;
import dev.boshtap.proxy.browser.BrowserFinder;
import dev.boshtap.proxy.browser.BrowserKind;
import dev.boshtap.proxy.browser.BrowserOrder;
import dev.boshtap.proxy.browser.ThrowAwayBrowser;
import dev.boshtap.proxy.cli.BrowserOptions;
import dev.boshtap.proxy.cli.CaPassphrases;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.config.Intercept.Target;
import dev.boshtap.proxy.trust.UpstreamTrust;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code browser}: a session of the proxy that lasts as long as the browser that was started for
 * it.
 */
final class BrowserRun {

  /** Where Finesse has the agent desktop, when no other port is named. */
  private static final int DESKTOP_PORT = 8445;

  private final Config config;
  private final BrowserOptions options;
  private final Console console;
  private final StopSignal stop;

  BrowserRun(Config config, BrowserOptions options, Console console, StopSignal stop) {
    this.config = config;
    this.options = options;
    this.console = console;
    this.stop = stop;
  }

  int run() throws CommandFailure, IOException {
    Browser browser = browser();
    RootCa root = BoshtapApplication.rootCa(config, new CaPassphrases(config.ca(), console));
    UpstreamTrust trust = BoshtapApplication.trust(config, console);
    Session session =
        BoshtapApplication.start(config, root, trust, options.run().filter(), console);
    Optional<String> failure;
    try (session) {
      session.greet();
      failure = browse(browser, session, root);
    }
    if (failure.isPresent()) {
      throw CommandFailure.cannot("%s: %s".formatted(browser.program(), failure.get()));
    }
    return session.exitCode();
  }

  private Browser browser() throws CommandFailure {
    BrowserFinder finder = new BrowserFinder(options.machine());
    Optional<BrowserKind> kind = options.kind();
    return kind.flatMap(finder::find)
        .or(() -> kind.isPresent() ? Optional.empty() : finder.findAny())
        .orElseThrow(
            () ->
                CommandFailure.cannot(
                    kind.map(BrowserKind::toString).orElse("Chrome, Edge, Chromium, Firefox")
                        + ": not installed here"));
  }

  /** Returns when it is over; with what went wrong, if the browser did not do its part. */
  private Optional<String> browse(Browser browser, Session session, RootCa root)
      throws CommandFailure {
    BrowserOrder order = new BrowserOrder(session.proxyAddress(), root, url(), options.headless());
    try (ThrowAwayBrowser running =
        ThrowAwayBrowser.start(options.machine(), options.commands(), browser, order)) {
      console
          .err()
          .println(
              "  %s opens %s, with a profile of its own; close it to end"
                  .formatted(browser.kind(), order.url()));
      ThrowAwayBrowser.warning(options.machine(), browser)
          .ifPresent(warning -> console.err().println("  " + warning));
      stop.awaitOr(running.ended(), options.run().length());
      return stop.isAsked() ? Optional.empty() : running.failure();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private String url() {
    return options
        .url()
        .or(() -> config.intercept().hosts().stream().findFirst().map(BrowserRun::desktop))
        .orElse("http://boshtap/");
  }

  private static String desktop(Target finesse) {
    Target page = new Target(finesse.host(), Optional.of(finesse.port().orElse(DESKTOP_PORT)));
    return "https://" + page + "/desktop";
  }
}
