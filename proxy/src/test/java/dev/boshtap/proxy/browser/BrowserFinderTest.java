package dev.boshtap.proxy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.ca.truststore.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "programs are made executable here")
class BrowserFinderTest {

  @TempDir Path root;

  private Machine machine(Platform platform) {
    return new Machine(
        platform,
        root,
        root.resolve("home"),
        Map.of(
            "PATH", root + "/usr/bin:" + root + "/opt/bin",
            "ProgramFiles", root + "/pf",
            "ProgramFiles(x86)", root + "/pf86",
            "LOCALAPPDATA", root + "/local"),
        false);
  }

  private Path add(String path) throws IOException {
    Path program = root.resolve(path);
    Files.createDirectories(program.getParent());
    Files.createFile(program);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  @ParameterizedTest
  @CsvSource({
    "WINDOWS, CHROME,   pf/Google/Chrome/Application/chrome.exe",
    "WINDOWS, CHROME,   local/Google/Chrome/Application/chrome.exe",
    "WINDOWS, EDGE,     pf86/Microsoft/Edge/Application/msedge.exe",
    "WINDOWS, CHROMIUM, local/Chromium/Application/chrome.exe",
    "WINDOWS, FIREFOX,  pf/Mozilla Firefox/firefox.exe",
    "MACOS,   CHROME,   Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "MACOS,   EDGE,     home/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "MACOS,   CHROMIUM, Applications/Chromium.app/Contents/MacOS/Chromium",
    "MACOS,   FIREFOX,  Applications/Firefox.app/Contents/MacOS/firefox",
    "LINUX,   CHROME,   usr/bin/google-chrome-stable",
    "LINUX,   CHROME,   opt/bin/google-chrome",
    "LINUX,   EDGE,     usr/bin/microsoft-edge",
    "LINUX,   CHROMIUM, usr/bin/chromium-browser",
    "LINUX,   CHROMIUM, snap/bin/chromium",
    "LINUX,   FIREFOX,  usr/bin/firefox-esr"
  })
  void findsEachWhereItsInstallerPutsIt(Platform platform, BrowserKind kind, String path)
      throws IOException {
    BrowserFinder finder = new BrowserFinder(machine(platform));
    assertThat(finder.find(kind)).isEmpty();
    assertThat(finder.findAny()).isEmpty();

    Browser browser = new Browser(kind, add(path));
    assertThat(finder.find(kind)).contains(browser);
    assertThat(finder.findAny()).contains(browser);
  }

  @Test
  void takesTheLikeliestOfSeveral() throws IOException {
    add("usr/bin/firefox");
    Path edge = add("opt/bin/microsoft-edge-stable");

    assertThat(new BrowserFinder(machine(Platform.LINUX)).findAny())
        .contains(new Browser(BrowserKind.EDGE, edge));
  }

  @Test
  void knowsASnap() {
    assertThat(new Browser(BrowserKind.CHROMIUM, Path.of("/snap/bin/chromium")).snap())
        .contains("chromium");
    assertThat(new Browser(BrowserKind.CHROMIUM, Path.of("/usr/bin/chromium")).snap())
        .isEqualTo(Optional.empty());
  }
}
