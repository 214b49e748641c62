package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mistake that everybody makes first: the browser was not told to trust our CA. */
class UntrustedCaIT {

  private static final Pattern REFUSED = Pattern.compile("does not trust boshtap's CA for \\S+:");

  @Test
  void chromiumRefusesAndBoshtapSaysSo(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Peer.require(Peer.CHROMIUM, Peer.CHROMEDRIVER, Peer.CERTUTIL);
    Path events = folder.resolve("events.ndjson");
    try (SimulatedSite site = new SimulatedSite(folder, "--events", events.toString())) {
      String server = server(site);
      Path anotherCa = new FinesseHost().writeCa(folder);
      try (Browser browser = new Browser(folder.resolve("browser"), anotherCa, site.proxy())) {
        browser.open("https://" + server + "/");
        assertThat(browser.text()).contains("ERR_CERT_AUTHORITY_INVALID");
        browser.open("https://" + server + "/again");
      }
      assertSaidOnceAndCounted(site, server, events);
    }
  }

  @Test
  void firefoxRefusesAndBoshtapSaysSo(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Peer.require(Peer.FIREFOX);
    Path events = folder.resolve("events.ndjson");
    try (SimulatedSite site = new SimulatedSite(folder, "--events", events.toString())) {
      String server = server(site);
      try (Program firefox = firefox(folder, site.proxy(), "https://" + server + "/")) {
        site.boshtap().awaitLine(REFUSED);
        assertThat(firefox.err()).as("it runs").isNotNull();
      }
      assertSaidOnceAndCounted(site, server, events);
    }
  }

  private static String server(SimulatedSite site) {
    return site.finesse().hostName() + ":" + site.finesse().restAddress().getPort();
  }

  private static Program firefox(Path folder, String proxy, String url) throws IOException {
    URI at = URI.create("http://" + proxy);
    Path home = Files.createDirectories(folder.resolve("firefox"));
    Path profile = Files.createDirectories(home.resolve("profile"));
    Files.write(
        profile.resolve("user.js"),
        Stream.of(
                "\"network.proxy.type\", 1",
                "\"network.proxy.ssl\", \"" + at.getHost() + "\"",
                "\"network.proxy.ssl_port\", " + at.getPort(),
                "\"browser.shell.checkDefaultBrowser\", false",
                "\"datareporting.policy.dataSubmissionEnabled\", false")
            .map(preference -> "user_pref(" + preference + ");")
            .toList());
    return Program.start(
        folder,
        Map.of("HOME", home.toString(), "MOZ_CRASHREPORTER_DISABLE", "1"),
        List.of(
            Peer.FIREFOX.program().toString(),
            "--headless",
            "--no-remote",
            "--profile",
            profile.toString(),
            url));
  }

  private static void assertSaidOnceAndCounted(SimulatedSite site, String server, Path events)
      throws IOException {
    site.boshtap().terminate();
    assertThat(site.boshtap().awaitExit()).isZero();

    assertThat(site.boshtap().err())
        // A finding is drawn from it, in the same words.
        .filteredOn(line -> line.contains(server) && !line.contains(" FINDING "))
        .satisfiesOnlyOnce(
            line -> assertThat(line).contains("does not trust", "boshtap ca install"))
        .satisfiesOnlyOnce(line -> assertThat(line).contains("NO CONNECTION, client certificate"))
        .satisfiesOnlyOnce(line -> assertThat(line).contains("to the end; refusals: "));
    assertThat(EventLine.read(events))
        .filteredOn(event -> event.text("server").equals(server))
        .filteredOn(event -> event.type().equals("proxy.failure"))
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(event.text("leg")).isEqualTo("client");
              assertThat(event.text("stage")).isEqualTo("certificate");
              assertThat(event.text("cause")).isNotEmpty();
            });
  }
}
