package dev.boshtap.proxy.app;

import dev.boshtap.ca.RootCa;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.terminal.Paragraph;
import dev.boshtap.proxy.cli.CaAdvice;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.intercept.Interceptor;
import dev.boshtap.proxy.observe.ObserverThread.Losses;
import dev.boshtap.proxy.page.OwnSite;
import dev.boshtap.proxy.page.Page;
import dev.boshtap.proxy.page.SiteFacts;
import dev.boshtap.proxy.page.SiteState;
import dev.boshtap.proxy.tls.KeyLog;
import dev.boshtap.proxy.trust.UpstreamTrust;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of the live proxy, from its greeting to its last words. */
final class Session implements AutoCloseable {

  private static final String FINGERPRINT = "  CA SHA-256 ";

  private final Config config;
  private final RootCa root;
  private final Outputs outputs;
  private final PrintStream err;
  private final int width;
  private final Tally tally;
  private final Instant since = Instant.now();
  private final KeyLog keyLog;
  private final LiveProxy proxy;
  private final SiteFacts facts;
  private volatile @Nullable OwnSite site;

  Session(
      Config config,
      RootCa root,
      UpstreamTrust trust,
      Outputs outputs,
      Tally tally,
      Console console)
      throws IOException {
    this.config = config;
    this.root = root;
    this.outputs = outputs;
    this.tally = tally;
    this.err = console.err();
    width = console.width();
    List<Sink> sinks = new ArrayList<>(outputs.sinks());
    sinks.add(tally);
    keyLog = KeyLogFile.open(config.tls().keyLog());
    try {
      proxy =
          new LiveProxy(
              config, root, trust, keyLog, this::page, outputs::redact, outputs::say, sinks);
    } catch (IOException | RuntimeException e) {
      keyLog.close();
      throw e;
    }
    tally.observedBehind(proxy::behind);
    facts = new SiteFacts(proxy.address(), config.intercept(), root, Outputs.version());
    site = new OwnSite(facts, this::state);
  }

  private Page page(String path, String host) {
    OwnSite ready = site;
    return ready == null
        ? new Page(503, "text/plain", Map.of(), "starting\n".getBytes(StandardCharsets.US_ASCII))
        : ready.get(path, host);
  }

  private SiteState state() {
    Losses losses = proxy.losses();
    return new SiteState(
        since,
        tally.exchanges(),
        proxy.connections(),
        tally.unanswered(),
        tally.events(),
        losses.exchanges() + losses.notUnderstood() + losses.notWritten(),
        proxy.seenHosts());
  }

  /** An agent as it is called in what this run shows. */
  String nameOf(String loginId) {
    return outputs.nameOf(loginId);
  }

  InetSocketAddress address() {
    return proxy.address();
  }

  /** How a browser on this machine reaches it, {@code host:port}. */
  String proxyAddress() {
    return facts.proxyAddress();
  }

  /** Says where it listens, and what else a user has to know now. */
  void greet() {
    String address = Interceptor.text(address());
    err.println("listening on " + address);
    tell("set it as the browser's proxy; http://" + address + "/ has the CA and a PAC file");
    err.println(FINGERPRINT + fingerprint());
    CaAdvice.of(root, config.intercept(), since).forEach(this::tell);
    outputs.capture().ifPresent(capture -> tell("capture in " + capture.file()));
    config.output().events().ifPresent(file -> tell("events to " + file));
    config.output().har().ifPresent(file -> tell("HAR to " + file));
    config
        .tls()
        .keyLog()
        .ifPresent(
            file ->
                tell(
                    "KEY LOG to %s: whoever has it can read what is captured of this traffic"
                        .formatted(file)));
    if (!outputs.isRedacted()) {
      tell("UNREDACTED: what is shown and written holds passwords and tokens");
    }
  }

  private void tell(String line) {
    err.println(Paragraph.of("  ", line, width));
  }

  /** On a terminal that it is too long for in two halves, as a person compares it. */
  private String fingerprint() {
    String whole = root.sha256Fingerprint();
    int half = whole.indexOf(':', whole.length() / 2) + 1;
    return width == 0 || whole.length() + FINGERPRINT.length() <= width
        ? whole
        : whole.substring(0, half)
            + "\n"
            + " ".repeat(FINGERPRINT.length())
            + whole.substring(half);
  }

  /** {@link ExitCode#FINE} when all that was forwarded was recorded; to be asked after the end. */
  int exitCode() {
    return proxy.losses().isNone() ? ExitCode.FINE : ExitCode.CANNOT;
  }

  @Override
  public void close() {
    proxy.close();
    keyLog.close();
    Losses losses = proxy.losses();
    if (!losses.isNone()) {
      err.println(
          "forwarded, not recorded: %d exchanges, %d bytes of bodies; not understood: %d; not written: %d"
              .formatted(
                  losses.exchanges(), losses.bytes(), losses.notUnderstood(), losses.notWritten()));
    }
    err.flush();
  }
}
