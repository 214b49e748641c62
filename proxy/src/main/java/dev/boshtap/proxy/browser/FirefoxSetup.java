package dev.boshtap.proxy.browser;

import dev.boshtap.ca.truststore.Anchor;
import dev.boshtap.ca.truststore.Command;
import dev.boshtap.ca.truststore.CommandRunner;
import dev.boshtap.ca.truststore.Machine;
import dev.boshtap.ca.truststore.Platform;
import dev.boshtap.ca.truststore.TrustStore;
import dev.boshtap.ca.truststore.TrustStores;
import dev.boshtap.decoders.wire.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Firefox: settings in the profile's {@code user.js}, the CA in its NSS database, written by
 * certutil. Where there is no certutil of NSS, as on Windows, Firefox takes what the system trusts;
 * then the CA has to be there already.
 */
final class FirefoxSetup implements BrowserSetup {

  private final Machine machine;
  private final CommandRunner runner;
  private final BrowserOrder order;

  FirefoxSetup(Machine machine, CommandRunner runner, BrowserOrder order) {
    this.machine = machine;
    this.runner = runner;
    this.order = order;
  }

  @Override
  public void prepare(Path profile) throws IOException {
    Files.writeString(profile.resolve("user.js"), preferences(order.proxy()));
    if (machine.platform() == Platform.LINUX) {
      tellOfDownloads(profile);
    }
    Path file = Files.writeString(profile.resolve("boshtap-ca.pem"), order.root().pem());
    Anchor anchor = new Anchor(order.root().certificate(), file);
    // Windows has a certutil that is quite another.
    if (machine.platform() != Platform.WINDOWS && machine.program("certutil").isPresent()) {
      String database = "sql:" + profile;
      run(Command.of("certutil", "-d", database, "-N", "--empty-password"));
      run(
          Command.of(
              "certutil",
              "-d",
              database,
              "-A",
              "-t",
              "C,,",
              "-n",
              anchor.nickname(),
              "-i",
              file.toString()));
    } else if (!systemTrusts(anchor)) {
      throw new IOException(
          machine.platform() == Platform.LINUX
              ? "Firefox needs certutil to be given a CA (Debian: libnss3-tools, Red Hat:"
                  + " nss-tools, Arch: nss)"
              : "Firefox takes a CA from the system: `boshtap ca install` first, or use another"
                  + " browser");
    }
  }

  /** Firefox asks for the folder where downloads go by the home folder, and that is another. */
  private void tellOfDownloads(Path profile) throws IOException {
    Path own = machine.userHome().resolve(".config/user-dirs.dirs");
    Path usual = machine.userHome().resolve("Downloads");
    String told =
        Files.isReadable(own)
            ? Files.readString(own).replace("$HOME", machine.userHome().toString())
            : "XDG_DOWNLOAD_DIR=\"%s\"\n"
                .formatted(Files.isDirectory(usual) ? usual : machine.userHome());
    Path config = Files.createDirectories(home(profile).resolve(".config"));
    Files.writeString(config.resolve("user-dirs.dirs"), told);
  }

  private static Path home(Path profile) {
    return profile.resolve("home");
  }

  private void run(Command command) throws IOException {
    CommandRunner.Result result = runner.run(command);
    if (!result.succeeded()) {
      throw new IOException(command + ": " + result.lastLine());
    }
  }

  private boolean systemTrusts(Anchor anchor) throws IOException {
    if (machine.platform() == Platform.LINUX) {
      return false; // Firefox does not look there
    }
    for (TrustStore store : TrustStores.of(machine)) {
      if (store.distrust(anchor, runner).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<String> arguments(Path profile) {
    return order.headless()
        ? List.of("--no-remote", "--profile", profile.toString(), "--headless", order.url())
        : List.of("--no-remote", "--profile", profile.toString(), order.url());
  }

  @Override
  public List<Path> outside(Path profile) {
    return List.of();
  }

  @Override
  public Map<String, String> environment(Path profile) {
    Map<String, String> variables = new HashMap<>();
    variables.put("MOZ_CRASHREPORTER_DISABLE", "1");
    if (machine.platform() == Platform.LINUX) {
      // Beside the profile it is given, Firefox makes folders among the user's own.
      Path home = home(profile);
      variables.put("HOME", home.toString());
      variables.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
      variables.put("XDG_CACHE_HOME", home.resolve(".cache").toString());
      variables.put("XDG_DATA_HOME", home.resolve(".local/share").toString());
      // How the display is reached, where nothing else is said of it.
      variables.put(
          "XAUTHORITY",
          machine
              .environment()
              .getOrDefault("XAUTHORITY", machine.userHome().resolve(".Xauthority").toString()));
    }
    return variables;
  }

  static String preferences(String proxy) {
    HostPort address = HostPort.parse(proxy);
    return """
        // The proxy, for loopback addresses too.
        user_pref("network.proxy.type", 1);
        user_pref("network.proxy.http", "%1$s");
        user_pref("network.proxy.http_port", %2$d);
        user_pref("network.proxy.ssl", "%1$s");
        user_pref("network.proxy.ssl_port", %2$d);
        user_pref("network.proxy.no_proxies_on", "");
        user_pref("network.proxy.allow_hijacking_localhost", true);
        user_pref("network.trr.mode", 5);
        user_pref("dom.security.https_first", false);
        // What the system trusts, as Firefox 120 and later do by themselves.
        user_pref("security.enterprise_roots.enabled", true);
        // No pages of a first run, no reports, no traffic of Firefox's own.
        user_pref("browser.aboutwelcome.enabled", false);
        user_pref("browser.preonboarding.enabled", false);
        user_pref("termsofuse.bypassNotification", true);
        user_pref("browser.shell.checkDefaultBrowser", false);
        user_pref("browser.startup.homepage_override.mstone", "ignore");
        user_pref("browser.startup.page", 0);
        user_pref("startup.homepage_welcome_url", "");
        user_pref("browser.newtabpage.enabled", false);
        user_pref("browser.tabs.warnOnClose", false);
        user_pref("browser.sessionstore.resume_from_crash", false);
        user_pref("datareporting.policy.dataSubmissionEnabled", false);
        user_pref("datareporting.healthreport.uploadEnabled", false);
        user_pref("datareporting.usage.uploadEnabled", false);
        user_pref("toolkit.telemetry.unified", false);
        user_pref("toolkit.telemetry.server", "");
        user_pref("app.normandy.enabled", false);
        user_pref("app.update.auto", false);
        user_pref("extensions.update.enabled", false);
        user_pref("extensions.getAddons.cache.enabled", false);
        user_pref("browser.safebrowsing.malware.enabled", false);
        user_pref("browser.safebrowsing.phishing.enabled", false);
        user_pref("browser.safebrowsing.downloads.enabled", false);
        user_pref("network.captive-portal-service.enabled", false);
        user_pref("network.connectivity-service.enabled", false);
        user_pref("media.gmp-manager.updateEnabled", false);
        user_pref("browser.region.update.enabled", false);
        user_pref("browser.region.network.url", "");
        """
        .formatted(address.host(), address.port());
  }
}
