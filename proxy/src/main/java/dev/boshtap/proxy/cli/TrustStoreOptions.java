package dev.boshtap.proxy.cli;

import dev.boshtap.ca.truststore.TrustStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of the commands that change trust stores. */
final class TrustStoreOptions {

  /** As it is typed. */
  enum Store {
    system,
    nss;

    TrustStore.Kind kind() {
      return TrustStore.Kind.valueOf(name().toUpperCase(Locale.ROOT));
    }
  }

  @Option(names = "--dry-run", description = "Print the commands, and run none of them.")
  private boolean dryRun;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description =
          "Only these: system (on Windows and macOS of this user, on Linux of all users), nss"
              + " (Chrome's and Firefox's own, on Linux); may be given twice.")
  private List<Store> stores = new ArrayList<>();

  boolean dryRun() {
    return dryRun;
  }

  /** Whether this kind was named, rather than meant with all others. */
  boolean names(TrustStore.Kind kind) {
    return stores.stream().anyMatch(store -> store.kind() == kind);
  }

  /** The kinds to look at. */
  List<TrustStore.Kind> kinds() {
    return stores.isEmpty()
        ? List.of(TrustStore.Kind.values())
        : stores.stream().map(Store::kind).distinct().toList();
  }
}
