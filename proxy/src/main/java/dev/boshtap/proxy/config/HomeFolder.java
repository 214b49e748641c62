package dev.boshtap.proxy.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the platform keeps the data of a program for one user. */
final class HomeFolder {

  private HomeFolder() {}

  /**
   * The folder for boshtap's state.
   *
   * @param system the {@code os.name}
   * @param userHome the user's home folder, as {@link dev.boshtap.ca.truststore.Machine} knows it
   */
  static Path of(String system, Path userHome, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      return (local == null ? userHome.resolve("AppData").resolve("Local") : Path.of(local))
          .resolve("boshtap");
    }
    if (name.startsWith("mac")) {
      return userHome.resolve("Library").resolve("Application Support").resolve("boshtap");
    }
    // XDG Base Directory 0.8: a relative path is to be ignored.
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    return (data.startsWith("/") ? Path.of(data) : userHome.resolve(".local").resolve("share"))
        .resolve("boshtap");
  }
}
