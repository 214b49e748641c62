package dev.boshtap.proxy.cli;

import dev.boshtap.ca.CaException;
import dev.boshtap.ca.CaImport;
import dev.boshtap.ca.CaStore;
import dev.boshtap.ca.Passphrase;
import dev.boshtap.ca.RootCa;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that make a CA. */
final class NewCaOptions {

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--intercept",
      paramLabel = "HOST",
      description =
          "A host that the CA is for: it can then sign for the domains and addresses of such hosts"
              + " only; may be given several times (default: the settings' intercept.hosts).")
  private List<String> intercept = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "A CA of yours to use: PEM, or PKCS #12 with its key.")
  private @Nullable Path from;

  @Option(
      names = "--from-key",
      paramLabel = "FILE",
      description = "Its key, PEM, where that is in a file of its own.")
  private @Nullable Path fromKey;

  @Option(
      names = "--passphrase",
      description =
          "Protect the key with a passphrase: that of BOSHTAP_CA_PASSPHRASE or ca.passphrase-file, or"
              + " one that is asked for.")
  private boolean passphrase;

  @Option(names = "--no-passphrase", description = "Store the key without a passphrase.")
  private boolean noPassphrase;

  /**
   * A CA as it was asked for.
   *
   * @param root the CA
   * @param passphrase for its key
   */
  record NewCa(RootCa root, Optional<Passphrase> passphrase) {}

  Config read(Context context) throws ConfigException, IOException {
    Flags flags = new Flags().values("intercept.hosts", "--intercept", intercept);
    return config.read(context.environment(), flags.list()).config();
  }

  /**
   * Makes it, or reads it.
   *
   * @param wasProtected whether the CA in whose place it comes has its key under a passphrase: then
   *     it is under one too, unless that was refused
   */
  NewCa make(Context context, Config settings, CaStore store, boolean wasProtected)
      throws CaException, CommandFailure {
    if (passphrase && noPassphrase) {
      throw CommandFailure.usage("--passphrase and --no-passphrase (expected: one of them)");
    }
    if (from == null && fromKey != null) {
      throw CommandFailure.usage("--from-key " + fromKey + " (expected: --from FILE with it)");
    }
    CaPassphrases passphrases = new CaPassphrases(settings.ca(), context.console());
    RootCa root;
    Optional<Passphrase> opened = Optional.empty();
    if (from == null) {
      root = store.create(context.clock(), settings.intercept().nameLimits());
    } else {
      CaImport.Imported imported =
          CaImport.read(from, Optional.ofNullable(fromKey), passphrases, context.clock().instant());
      root = imported.root();
      opened = imported.passphrase();
    }
    if (noPassphrase) {
      return new NewCa(root, Optional.empty());
    }
    Optional<Passphrase> chosen = passphrases.configured();
    if (chosen.isEmpty()) {
      chosen = opened;
    }
    if (chosen.isEmpty() && (passphrase || wasProtected)) {
      chosen = passphrases.askNew();
      if (chosen.isEmpty()) {
        throw CommandFailure.cannot(
            "no passphrase (expected: " + passphrases.ways() + "; or --no-passphrase)");
      }
    }
    return new NewCa(root, chosen);
  }
}
