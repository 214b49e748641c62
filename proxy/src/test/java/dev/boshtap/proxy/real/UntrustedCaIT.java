package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mistake that everybody makes first: the browser was not told to trust our CA. */
class UntrustedCaIT {

  @Test
  void theBrowserRefusesAndBoshtapSaysSo(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Peer.require(Peer.CHROMIUM, Peer.CHROMEDRIVER, Peer.CERTUTIL);
    Path events = folder.resolve("events.ndjson");
    try (SimulatedSite site = new SimulatedSite(folder, "--events", events.toString())) {
      String server = site.finesse().hostName() + ":" + site.finesse().restAddress().getPort();
      Path anotherCa = new FinesseHost().writeCa(folder);
      try (Browser browser = new Browser(folder.resolve("browser"), anotherCa, site.proxy())) {
        browser.open("https://" + server + "/");
        assertThat(browser.text()).contains("ERR_CERT_AUTHORITY_INVALID");
      }
      site.boshtap().terminate();
      assertThat(site.boshtap().awaitExit()).isZero();

      assertThat(EventLine.read(events))
          .filteredOn(event -> event.text("server").equals(server))
          .isNotEmpty()
          .allSatisfy(
              event -> {
                assertThat(event.type()).isEqualTo("proxy.failure");
                assertThat(event.text("leg")).isEqualTo("client");
                assertThat(event.text("stage")).isEqualTo("certificate");
                assertThat(event.text("cause")).isNotEmpty();
              });
    }
  }
}
