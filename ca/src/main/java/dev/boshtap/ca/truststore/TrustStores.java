package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trust stores of a machine that matter to one user. */
public final class TrustStores {

  private TrustStores() {}

  /** Those that are there now, the browsers' before the system's. */
  public static List<TrustStore> of(Machine machine) throws IOException {
    return switch (machine.platform()) {
      case WINDOWS -> List.of(new WindowsUserStore(machine));
      case MACOS -> List.of(new MacLoginKeychain(machine));
      case LINUX -> {
        List<TrustStore> stores = new ArrayList<>(NssDatabases.of(machine));
        LinuxSystemStore.of(machine).ifPresent(stores::add);
        yield stores;
      }
    };
  }

  /**
   * A store that was written down once: a database may be of a profile that no list names any more.
   *
   * @return empty if there can be no such store here
   */
  static Optional<TrustStore> at(TrustStore.Kind kind, String location, Machine machine)
      throws IOException {
    for (TrustStore store : of(machine)) {
      if (store.kind() == kind && store.location().equals(location)) {
        return Optional.of(store);
      }
    }
    return kind == TrustStore.Kind.NSS && machine.platform() == Platform.LINUX
        ? Optional.of(new NssDatabase(machine, Path.of(location), "NSS database"))
        : Optional.empty();
  }
}
