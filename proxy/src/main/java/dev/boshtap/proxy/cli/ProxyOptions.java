package dev.boshtap.proxy.cli;

import dev.boshtap.proxy.config.ConfigException;
import dev.boshtap.proxy.config.Effective;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs the proxy for a person's own traffic. */
final class ProxyOptions {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "The address that browsers reach the proxy at; port 0 takes a free port. Default:"
              + " 127.0.0.1:8888, and for `browser` a free port.")
  private @Nullable String listen;

  @Option(
      names = "--intercept",
      paramLabel = "HOST[:PORT]",
      description =
          "A Finesse server to decrypt, besides ports 7443 and 8445 of any host; may be repeated.")
  private List<String> intercept = new ArrayList<>();

  @Option(names = "--har", paramLabel = "FILE", description = "Write a HAR to this file.")
  private @Nullable String har;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "Write events to this file, one JSON object per line.")
  private @Nullable String events;

  @Option(
      names = "--capture",
      paramLabel = "FILE",
      description =
          "Record to this file (default: a new one in the data folder; see `boshtap capture list`).")
  private @Nullable String capture;

  @Option(names = "--no-capture", description = "Do not record a capture.")
  private boolean noCapture;

  @Option(
      names = "--keylog",
      paramLabel = "FILE",
      description =
          "Write the secrets of all TLS connections to this file, for Wireshark to decrypt captured"
              + " packets with. Whoever has it can read that traffic.")
  private @Nullable String keyLog;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Stop after this long: 90s, 20m, 8h (default: at Ctrl-C).")
  private @Nullable Duration length;

  @Option(
      names = "--trust-on-first-use",
      description = "Pin a server certificate that does not verify when it is first seen.")
  private boolean trustOnFirstUse;

  @Option(
      names = "--show-config",
      description = "Print the settings in effect and where each comes from, and exit.")
  private boolean showConfig;

  /** The settings, those given as options before all others. */
  Effective read(Map<String, String> environment) throws ConfigException, IOException {
    return read(environment, listen);
  }

  /** The settings, listening elsewhere than said. */
  Effective read(Map<String, String> environment, @Nullable String listenThere)
      throws ConfigException, IOException {
    Flags flags =
        new Flags()
            .value("listen", "--listen", listenThere)
            .values("intercept.hosts", "--intercept", intercept)
            .value("output.har", "--har", har)
            .value("output.events", "--events", events)
            .value("capture.file", "--capture", capture)
            .when(noCapture, "capture.enabled", "--no-capture", "false")
            .value("tls.key-log", "--keylog", keyLog)
            .when(trustOnFirstUse, "upstream.trust-on-first-use", "--trust-on-first-use", "true");
    output.addTo(flags);
    return config.read(environment, flags.list());
  }

  boolean showConfig() {
    return showConfig;
  }

  RunOptions run(Instant now) {
    return new RunOptions(Optional.ofNullable(length), filter.read(now));
  }
}
