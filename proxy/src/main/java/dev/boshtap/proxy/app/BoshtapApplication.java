package dev.boshtap.proxy.app;

import dev.boshtap.ca.CaException;
import dev.boshtap.ca.CaStore;
import dev.boshtap.ca.PassphraseSource;
import dev.boshtap.ca.RootCa;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Printable;
import dev.boshtap.proxy.cli.Application;
import dev.boshtap.proxy.cli.BrowserOptions;
import dev.boshtap.proxy.cli.CaPassphrases;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.DemoOptions;
import dev.boshtap.proxy.cli.DiagnoseOptions;
import dev.boshtap.proxy.cli.ExportOptions;
import dev.boshtap.proxy.cli.LiveConsole;
import dev.boshtap.proxy.cli.OpenOptions;
import dev.boshtap.proxy.cli.RedactOptions;
import dev.boshtap.proxy.cli.RunOptions;
import dev.boshtap.proxy.cli.TailOptions;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.tls.KeyLog;
import dev.boshtap.proxy.tls.TlsProvider;
import dev.boshtap.proxy.trust.Pins;
import dev.boshtap.proxy.trust.UpstreamTrust;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;

/** What {@code run}, {@code demo} and {@code open} do. */
public final class BoshtapApplication implements Application {

  private static final String EXPECTED =
      " (expected: a port of this machine that is free; 0 takes one)";

  @Override
  public void expectProxy() {
    Ahead.load();
  }

  @Override
  public int run(Config config, RunOptions options, Console waiting)
      throws CommandFailure, IOException {
    try (StopSignal stop = new StopSignal();
        LiveConsole live = LiveConsole.of(waiting)) {
      Console console = live.console();
      RootCa root = rootCa(config, new CaPassphrases(config.ca(), console));
      UpstreamTrust trust = trust(config, console);
      Session session = start(config, root, trust, options.filter(), console);
      try (session) {
        session.greet();
        stop.await(options.length());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return stop.end(session.exitCode());
    }
  }

  @Override
  public int browser(Config config, BrowserOptions options, Console waiting)
      throws CommandFailure, IOException {
    try (StopSignal stop = new StopSignal();
        LiveConsole live = LiveConsole.of(waiting)) {
      return stop.end(new BrowserRun(config, options, live.console(), stop).run());
    }
  }

  @Override
  public int demo(Config config, DemoOptions options, Console waiting)
      throws CommandFailure, IOException {
    try (StopSignal stop = new StopSignal();
        LiveConsole live = LiveConsole.of(waiting)) {
      return stop.end(new Demo(config, options, live.console(), stop).play());
    }
  }

  @Override
  public int tail(Config config, TailOptions options, Console console)
      throws CommandFailure, IOException {
    try (StopSignal stop = new StopSignal()) {
      return stop.end(new Tail(config, options, console, stop).follow());
    }
  }

  @Override
  public int export(Config config, ExportOptions options, Console console)
      throws CommandFailure, IOException {
    return new Export(config, options, console).write();
  }

  @Override
  public int open(Config config, OpenOptions options, Console console)
      throws CommandFailure, IOException {
    return new OpenFiles(config, console).open(options);
  }

  @Override
  public int nodes(Config config, OpenOptions options, Console console) throws IOException {
    return new OpenFiles(config, console).nodes(options);
  }

  @Override
  public int diagnose(Config config, DiagnoseOptions options, Console console) throws IOException {
    return new DiagnoseFiles(config, console, options).diagnose();
  }

  @Override
  public int report(Config config, DiagnoseOptions options, Path page, Console console)
      throws CommandFailure, IOException {
    return new DiagnoseFiles(config, console, options).report(page);
  }

  @Override
  public int redact(Config config, RedactOptions options, Console console)
      throws CommandFailure, IOException {
    return new RedactedCopy(config, console).make(options);
  }

  static RootCa rootCa(Config config, PassphraseSource passphrases) throws CommandFailure {
    try {
      return new CaStore(config.home())
          .loadOrCreate(InstantSource.system(), config.intercept().nameLimits(), passphrases);
    } catch (CaException e) {
      throw CommandFailure.cannot(e.getMessage(), e);
    }
  }

  static UpstreamTrust trust(Config config, Console console) throws IOException {
    Pins pins = new Pins(config.home(), InstantSource.system());
    if (!config.upstream().trustOnFirstUse()) {
      return UpstreamTrust.strict(pins, config.upstream().trustedCertificates());
    }
    return UpstreamTrust.onFirstUse(
        pins,
        config.upstream().trustedCertificates(),
        pin ->
            console
                .err()
                .println(
                    "boshtap: pinned the certificate of %s on first use: %s, SHA-256 %s"
                        .formatted(pin.target(), Printable.text(pin.subject()), pin.sha256())));
  }

  static Session start(
      Config config, RootCa root, UpstreamTrust trust, EventFilter filter, Console console)
      throws CommandFailure, IOException {
    TlsProvider provider = config.tls().provider();
    if (!provider.isAvailable()) {
      throw CommandFailure.cannot(
          "tls.provider boringssl does not run here (%s); use tls.provider: jdk"
              .formatted(provider.unavailableBecause()));
    }
    if (config.tls().keyLog().isPresent() && !KeyLog.isPossible(provider)) {
      throw CommandFailure.cannot(
          "no key log can be made here: this Netty gives no access to BoringSSL's secrets; leave"
              + " out --keylog");
    }
    requireFree(config);
    Tally tally = new Tally();
    Outputs outputs =
        new Outputs(
            config, Outputs.redactor(config.output()), true, filter, console, tally::status);
    tally.recordedIn(outputs.capture());
    try {
      Session session = new Session(config, root, trust, outputs, tally, console);
      Ahead.prepare(trust);
      return session;
    } catch (IOException e) {
      outputs.abandon();
      if (!(e instanceof BindException)) {
        throw e;
      }
      throw CommandFailure.cannot(
          "cannot listen on %s: %s%s".formatted(config.listen(), e.getMessage(), EXPECTED), e);
    }
  }

  /** Asked before any file is touched: whoever has the port may be writing those very files. */
  private static void requireFree(Config config) throws CommandFailure, IOException {
    InetSocketAddress address =
        new InetSocketAddress(config.listen().host(), config.listen().port());
    if (address.isUnresolved()) {
      throw CommandFailure.cannot("cannot listen on %s: unknown host".formatted(config.listen()));
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address);
    } catch (BindException e) {
      throw CommandFailure.cannot(
          "cannot listen on %s: %s%s".formatted(config.listen(), e.getMessage(), EXPECTED), e);
    }
  }
}
