package dev.boshtap.proxy.cli;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.exporters.Printable;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.config.ServerOptions;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import dev.boshtap.proxy.tls.TlsProvider;
import dev.boshtap.proxy.trust.Pin;
import dev.boshtap.proxy.trust.Pins;
import dev.boshtap.proxy.trust.ServerCertificates;
import dev.boshtap.proxy.trust.UpstreamTrust;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trust} and what belongs to it. */
@Command(
    name = "trust",
    description =
        "Pins the certificates of servers that do not verify, so that they are trusted all the same.",
    footer = {
      "",
      "Example: a Finesse with the certificate it made itself",
      "  boshtap trust add finesse1.example.com:7443"
    })
final class TrustCommand {

  @Command(
      name = "add",
      description = "Shows the certificate of a server and, if you say so, pins it.",
      footer = {
        "",
        "Example: for both ports of a Finesse",
        "  boshtap trust add finesse1.example.com:7443",
        "  boshtap trust add finesse1.example.com:8445"
      })
  static final class Add implements Callable<Integer> {

    private final Context context;
    @Mixin private ConfigOptions config = new ConfigOptions();

    @Option(names = "--yes", description = "Pin it without asking.")
    private boolean yes;

    @Parameters(paramLabel = "HOST:PORT", description = "The server.")
    private HostPort server = new HostPort("unset", 1);

    Add(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      Config settings = config.read(context.environment(), List.of()).config();
      Pins pins = new Pins(settings.home(), context.clock());
      UpstreamTrust trust = UpstreamTrust.strict(pins, settings.upstream().trustedCertificates());
      ServerCertificates.Shown shown = shown(settings);
      X509Certificate certificate = shown.chain().get(0);
      Console console = context.console();
      console.err().print(CertificateText.of(certificate));
      Optional<Pin> before = pins.lookup(server);
      before.ifPresent(pin -> console.err().println(beside(pin, certificate)));
      console
          .err()
          .println(
              trust
                  .problem(server, shown.chain(), shown.stapled())
                  .map(problem -> "problem      " + Printable.text(problem.what()))
                  .orElse("problem      none: it is trusted without a pin"));
      if (!yes && !console.confirm("Trust this certificate for " + server + "?")) {
        throw CommandFailure.cannot("nothing changed");
      }
      Pin pin = pins.record(server, certificate);
      console.err().println("pinned " + pin.target());
      return ExitCode.FINE;
    }

    private static String beside(Pin pin, X509Certificate certificate) {
      return pin.matches(certificate)
          ? "pinned       this very certificate, on " + pin.since()
          : "pinned       ANOTHER ONE, on %s: SHA-256 %s".formatted(pin.since(), pin.sha256());
    }

    private ServerCertificates.Shown shown(Config settings) throws CommandFailure, IOException {
      Config.Upstream upstream = settings.upstream();
      ServerTlsOptions options = ServerOptions.read(upstream.servers()).of(server);
      TlsProvider wanted = settings.tls().provider();
      try {
        return new ServerCertificates(
                upstream.connectTimeout(),
                upstream.handshakeTimeout(),
                upstream.proxy(),
                wanted.isAvailable() ? wanted : TlsProvider.JDK)
            .of(server, options);
      } catch (IOException e) {
        throw CommandFailure.cannot(
            server + ": no certificate to be had (" + Failures.reason(e) + ")", e);
      }
    }
  }

  @Command(
      name = "list",
      description = "Lists the pinned certificates.",
      footer = {"", "Example:", "  boshtap trust list"})
  static final class Pinned implements Callable<Integer> {

    private final Context context;
    @Mixin private ConfigOptions config = new ConfigOptions();

    Pinned(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      Config settings = config.read(context.environment(), List.of()).config();
      List<Pin> pins = new Pins(settings.home(), context.clock()).list();
      if (pins.isEmpty()) {
        context.console().err().println("no certificates are pinned");
      }
      for (Pin pin : pins) {
        context
            .console()
            .out()
            .printf(
                "%s  %s  %s  %s%n",
                pin.target(), pin.sha256(), pin.since(), Printable.text(pin.subject()));
      }
      return ExitCode.FINE;
    }
  }

  @Command(
      name = "remove",
      description = "Forgets the pinned certificate of a server.",
      footer = {"", "Example:", "  boshtap trust remove finesse1.example.com:7443"})
  static final class Remove implements Callable<Integer> {

    private final Context context;
    @Mixin private ConfigOptions config = new ConfigOptions();

    @Parameters(paramLabel = "HOST:PORT", description = "The server.")
    private HostPort server = new HostPort("unset", 1);

    Remove(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      Config settings = config.read(context.environment(), List.of()).config();
      if (!new Pins(settings.home(), context.clock()).remove(server)) {
        throw CommandFailure.cannot(server + ": not pinned (see `boshtap trust list`)");
      }
      context.console().err().println("forgot " + server);
      return ExitCode.FINE;
    }
  }
}
