package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaCertificate;
import dev.boshtap.ca.CaCertificate.TrustStoreType;
import dev.boshtap.ca.CaException;
import dev.boshtap.ca.CaStore;
import dev.boshtap.ca.OwnerOnlyFiles;
import dev.boshtap.proxy.config.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ca} and what belongs to it. */
@Command(
    name = "ca",
    description = "Makes, shows, exports and installs the root CA that browsers must trust.",
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
    p12,
    jks
  }

  @Command(
      name = "show",
      description =
          "Shows the root CA: subject, hosts that it may sign for, validity, fingerprints, folder.",
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
      CaCertificate ca =
          store
              .certificate()
              .orElseThrow(
                  () -> CommandFailure.cannot(store.folder() + ": no CA yet (`boshtap ca init`)"));
      Instant now = context.clock().instant();
      Console console = context.console();
      console.out().print(CaText.of(ca, now));
      console.out().printf("passphrase   %s%n", store.isProtected() ? "yes" : "none");
      console.out().printf("folder       %s%n", store.folder());
      CaAdvice.of(ca, settings.intercept(), now).forEach(console.err()::println);
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
        "  boshtap ca export --format p12 --password changeit -o boshtap-ca.p12",
        "For a Java client: -Djavax.net.ssl.trustStore=boshtap-ca.p12"
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
        description = "The file to write (default: standard output).")
    private @Nullable Path file;

    @Option(
        names = "--password",
        paramLabel = "TEXT",
        defaultValue = "changeit",
        description =
            "The password of a p12 or jks, as Java demands one; nothing in it is secret (default:"
                + " ${DEFAULT-VALUE}).")
    private String password = "changeit";

    Export(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() throws Exception {
      Config settings = config.read(context.environment(), List.of()).config();
      CaStore store = new CaStore(settings.home());
      Optional<CaCertificate> kept = store.certificate();
      CaCertificate ca = kept.isPresent() ? kept.get() : made(store, settings);
      byte[] content =
          switch (format) {
            case pem -> ca.pem().getBytes(StandardCharsets.US_ASCII);
            case der -> ca.der();
            case p12 -> ca.trustStore(TrustStoreType.PKCS12, password.toCharArray());
            case jks -> ca.trustStore(TrustStoreType.JKS, password.toCharArray());
          };
      if (file == null) {
        context.console().out().write(content);
      } else {
        if (format == Format.p12) {
          // PKCS #12 may hold keys, and is looked at by others as if it did.
          OwnerOnlyFiles.replace(file, content);
        } else {
          Files.write(file, content);
        }
        context.console().err().println("written to " + file);
      }
      return ExitCode.FINE;
    }

    private CaCertificate made(CaStore store, Config settings) throws CaException {
      return store.loadOrCreate(
          context.clock(),
          settings.intercept().nameLimits(),
          new CaPassphrases(settings.ca(), context.console()));
    }
  }
}
