package dev.boshtap.proxy.browser;

import dev.boshtap.ca.truststore.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the browsers of a machine, each where its installer puts it. */
public final class BrowserFinder {

  private final Machine machine;

  /** A finder for a machine. */
  public BrowserFinder(Machine machine) {
    this.machine = machine;
  }

  /** The browser of this kind, if it is installed. */
  public Optional<Browser> find(BrowserKind kind) {
    return places(kind)
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Browser(kind, program));
  }

  /** The first of all kinds that is installed. */
  public Optional<Browser> findAny() {
    return Stream.of(BrowserKind.values()).flatMap(kind -> find(kind).stream()).findFirst();
  }

  private Stream<Path> places(BrowserKind kind) {
    return switch (machine.platform()) {
      case WINDOWS -> onWindows(kind);
      case MACOS -> onMacos(kind);
      case LINUX -> onLinux(kind);
    };
  }

  /** For all users, or for one. */
  private Stream<Path> onWindows(BrowserKind kind) {
    String path =
        switch (kind) {
          case CHROME -> "Google/Chrome/Application/chrome.exe";
          case EDGE -> "Microsoft/Edge/Application/msedge.exe";
          case CHROMIUM -> "Chromium/Application/chrome.exe";
          case FIREFOX -> "Mozilla Firefox/firefox.exe";
        };
    return Stream.of("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
        .map(name -> machine.environment().getOrDefault(name, ""))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> machine.root().getFileSystem().getPath(folder).resolve(path));
  }

  private Stream<Path> onMacos(BrowserKind kind) {
    String path =
        switch (kind) {
          case CHROME -> "Google Chrome.app/Contents/MacOS/Google Chrome";
          case EDGE -> "Microsoft Edge.app/Contents/MacOS/Microsoft Edge";
          case CHROMIUM -> "Chromium.app/Contents/MacOS/Chromium";
          case FIREFOX -> "Firefox.app/Contents/MacOS/firefox";
        };
    return Stream.of(machine.path("/Applications"), machine.userHome().resolve("Applications"))
        .map(folder -> folder.resolve(path));
  }

  private Stream<Path> onLinux(BrowserKind kind) {
    List<String> names =
        switch (kind) {
          case CHROME -> List.of("google-chrome-stable", "google-chrome");
          case EDGE -> List.of("microsoft-edge-stable", "microsoft-edge");
          case CHROMIUM -> List.of("chromium", "chromium-browser");
          case FIREFOX -> List.of("firefox", "firefox-esr");
        };
    return Stream.concat(
        names.stream().flatMap(name -> machine.program(name).stream()),
        // Not on the PATH of every kind of login.
        names.stream().map(name -> machine.path("/snap/bin").resolve(name)));
  }
}
