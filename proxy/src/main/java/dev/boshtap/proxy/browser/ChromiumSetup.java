package dev.boshtap.proxy.browser;

import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.ca.truststore.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Chrome, Edge and Chromium: everything is said on their command line. Errors of certificates are
 * overlooked for chains that have our CA's key in them, and for no others; Chromium takes that
 * switch only together with a profile folder.
 */
final class ChromiumSetup implements BrowserSetup {

  private final Machine machine;
  private final BrowserOrder order;

  ChromiumSetup(Machine machine, BrowserOrder order) {
    this.machine = machine;
    this.order = order;
  }

  /** Whether Chromium would refuse to start: its sandbox cannot be had by root on Linux. */
  static boolean lacksSandbox(Machine machine) {
    return machine.platform() == Platform.LINUX && machine.administrator();
  }

  @Override
  public void prepare(Path profile) {}

  @Override
  public List<String> arguments(Path profile) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--user-data-dir=" + profile,
                "--proxy-server=http://" + order.proxy(),
                // Chromium goes to loopback addresses without a proxy, unless told otherwise.
                "--proxy-bypass-list=<-loopback>",
                "--ignore-certificate-errors-spki-list=" + order.root().spkiPin(),
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-default-apps",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-background-mode",
                "--disable-component-update",
                "--disable-client-side-phishing-detection",
                "--disable-features=HttpsUpgrades,OptimizationHints,MediaRouter,Translate",
                // Neither the user's keyring nor the keychain is asked for a key.
                "--password-store=basic",
                "--use-mock-keychain"));
    if (lacksSandbox(machine)) {
      arguments.add("--no-sandbox");
    }
    if (order.headless()) {
      arguments.add("--headless=new");
    }
    arguments.add(order.url());
    return arguments;
  }

  /** The socket by which a second start would find the first: a link tells where it is. */
  @Override
  public List<Path> outside(Path profile) {
    try {
      Path socket = Files.readSymbolicLink(profile.resolve("SingletonSocket"));
      return socket.isAbsolute()
          ? List.of(socket, socket.resolveSibling("SingletonCookie"), socket.getParent())
          : List.of();
    } catch (IOException | UnsupportedOperationException e) {
      return List.of(); // no such thing on this system
    }
  }

  @Override
  public Map<String, String> environment(Path profile) {
    // Crash reports would go to the folder of the user's own profiles, wherever this one is.
    return Map.of(
        "BREAKPAD_DUMP_LOCATION", profile.resolve("Crash Reports").toString(),
        "XDG_CACHE_HOME", profile.resolve("cache").toString());
  }
}
