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
          "Where browsers reach the proxy (default: 127.0.0.1:8888, of `browser` a free port);"
              + " port 0: a free one.")
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
      names = "--capture",
      paramLabel = "FILE",
      description =
          "Where to record (default: a new file in the data folder; see `boshtap capture list`).")
  private @Nullable String capture;

  @Option(names = "--no-capture", description = "Record nothing.")
  private boolean noCapture;

  @Option(
      names = "--keylog",
      paramLabel = "FILE",
      description =
          "A file for the secrets of all TLS connections, with which Wireshark decrypts a capture"
              + " of them. Whoever has it can read that traffic.")
  private @Nullable String keyLog;

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
