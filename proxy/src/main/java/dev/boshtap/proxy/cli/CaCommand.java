package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaStore;
import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.config.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ca} and what belongs to it. */
@Command(
    name = "ca",
    description = "The root CA that browsers must trust.",
    footer = {
      "",
      "Example: the certificate, to import in a browser",
      "  boshtap ca export -o boshtap-ca.pem"
    })
final class CaCommand {

  /** The forms a certificate can be exported in. */
  enum Format {
    pem,
    der,
    p12
  }

  @Command(
      name = "show",
      description = "Shows the root CA: whose it is, its life, its fingerprints, its folder.",
      footer = {"", "Example: compare with what the browser shows", "  boshtap ca show"})
  static final class Show implements Callable<Integer> {

    private final Context context;
    @Mixin private ConfigOptions config = new ConfigOptions();

    Show(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      Config settings = config.read(context.environment(), List.of()).config();
      CaStore store = new CaStore(settings.home());
      RootCa root =
          store
              .load(context.clock().instant())
              .orElseThrow(
                  () ->
                      CommandFailure.cannot(
                          store.folder()
                              + ": no CA yet (`boshtap ca export` makes one, as does `boshtap"
                              + " run`)"));
      var certificate = root.certificate();
      context
          .console()
          .out()
          .printf(
              "subject      %s%nvalid        %s to %s%nSHA-256      %s%nSHA-1        %s%n"
                  + "folder       %s%n",
              certificate.getSubjectX500Principal().getName(),
              certificate.getNotBefore().toInstant(),
              certificate.getNotAfter().toInstant(),
              root.sha256Fingerprint(),
              root.sha1Fingerprint(),
              store.folder());
      return ExitCode.FINE;
    }
  }

  @Command(
      name = "export",
      description =
          "Writes the root CA's certificate, never its key; makes the CA if there is none.",
      footer = {
        "",
        "Examples:",
        "  boshtap ca export -o boshtap-ca.pem",
        "  boshtap ca export --format p12 --password changeit -o boshtap-ca.p12"
      })
  static final class Export implements Callable<Integer> {

    private final Context context;
    @Mixin private ConfigOptions config = new ConfigOptions();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        defaultValue = "pem",
        description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.pem;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "Where to write (default: standard output).")
    private @Nullable Path file;

    @Option(
        names = "--password",
        paramLabel = "TEXT",
        defaultValue = "changeit",
        description =
            "Of a p12, which many programs demand; nothing in it is secret (default:"
                + " ${DEFAULT-VALUE}).")
    private String password = "changeit";

    Export(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      Config settings = config.read(context.environment(), List.of()).config();
      RootCa root = new CaStore(settings.home()).loadOrCreate(context.clock());
      byte[] content =
          switch (format) {
            case pem -> root.pem().getBytes(StandardCharsets.US_ASCII);
            case der -> root.der();
            case p12 -> root.pkcs12TrustStore(password.toCharArray());
          };
      if (file == null) {
        context.console().out().write(content);
      } else {
        Files.write(file, content);
        context.console().err().println("written to " + file);
      }
      return ExitCode.FINE;
    }
  }
}
