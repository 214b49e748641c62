package dev.boshtap.ca.truststore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the NSS databases of a user's browsers on Linux: of packages, snaps and flatpaks. */
final class NssDatabases {

  static final String CHROME = "Chrome, Chromium and Edge";
  static final String FIREFOX = "Firefox";

  /** Programs that share {@code ~/.pki/nssdb}. */
  private static final List<String> CHROMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "microsoft-edge",
          "microsoft-edge-stable",
          "brave-browser");

  /** Where else such programs keep theirs, under the home folder. */
  private static final List<String> CONFINED_CHROMES =
      List.of(
          "snap/chromium/current/.pki/nssdb",
          ".var/app/org.chromium.Chromium/.pki/nssdb",
          ".var/app/com.google.Chrome/.pki/nssdb",
          ".var/app/com.microsoft.Edge/.pki/nssdb");

  /** Folders with a {@code profiles.ini}, under the home folder. */
  private static final List<String> FIREFOXES =
      List.of(
          ".mozilla/firefox",
          // Firefox 147 and later, where the one above is not there.
          ".config/mozilla/firefox",
          "snap/firefox/common/.mozilla/firefox",
          ".var/app/org.mozilla.firefox/.mozilla/firefox",
          ".var/app/org.mozilla.firefox/config/mozilla/firefox");

  private NssDatabases() {}

  static List<NssDatabase> of(Machine machine) throws IOException {
    List<NssDatabase> found = new ArrayList<>();
    for (Path folder : ofChromes(machine)) {
      found.add(new NssDatabase(machine, folder, CHROME));
    }
    for (Path folder : ofFirefox(machine)) {
      found.add(new NssDatabase(machine, folder, FIREFOX));
    }
    return found;
  }

  private static List<Path> ofChromes(Machine machine) {
    List<Path> folders = new ArrayList<>();
    Path shared = machine.userHome().resolve(".pki/nssdb");
    // A browser that was not started yet has no database yet.
    if (isDatabase(shared)
        || CHROMES.stream().anyMatch(name -> machine.program(name).isPresent())) {
      folders.add(shared);
    }
    CONFINED_CHROMES.stream()
        .map(machine.userHome()::resolve)
        .filter(NssDatabases::isDatabase)
        .forEach(folders::add);
    return folders;
  }

  private static Set<Path> ofFirefox(Machine machine) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (String path : FIREFOXES) {
      profiles(machine.userHome().resolve(path))
          .filter(NssDatabases::isDatabase)
          .forEach(folders::add);
    }
    return folders;
  }

  /** The profiles that a {@code profiles.ini} names, relative to its own folder or not. */
  private static Stream<Path> profiles(Path folder) throws IOException {
    Path list = folder.resolve("profiles.ini");
    if (!Files.isReadable(list)) {
      return Stream.empty();
    }
    return Files.readAllLines(list, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("Path="))
        .map(line -> folder.resolve(line.substring("Path=".length())).normalize());
  }

  private static boolean isDatabase(Path folder) {
    return Files.exists(folder.resolve("cert9.db"));
  }
}
