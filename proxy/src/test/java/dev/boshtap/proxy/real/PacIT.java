package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PAC file, evaluated by a browser: Finesse through boshtap, everything else past it. */
class PacIT {

  private static final String ELSEWHERE = "elsewhere.boshtap.test";

  @Test
  void onlyFinesseGoesThroughBoshtap(@TempDir Path folder) throws Exception {
    Peer.require(Peer.CHROMIUM, Peer.CHROMEDRIVER, Peer.CERTUTIL);
    Path events = folder.resolve("events.ndjson");
    HttpServer direct =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    direct.createContext(
        "/",
        exchange -> {
          byte[] page = "reached without a proxy".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    direct.start();
    try (SimulatedSite site = new SimulatedSite(folder, "--events", events.toString())) {
      String server = site.finesse().hostName() + ":" + site.finesse().restAddress().getPort();
      Path ca = Boshtap.exportCa(folder, folder.resolve("home"));
      try (Browser browser =
          new Browser(
              folder.resolve("browser"),
              ca,
              List.of(
                  "--proxy-pac-url=http://" + site.proxy() + "/proxy.pac",
                  // The one name that is resolved: Finesse's is known to boshtap alone.
                  "--host-resolver-rules=MAP " + ELSEWHERE + " 127.0.0.1",
                  "--disable-features=HttpsUpgrades"))) {
        browser.open("https://" + server + "/desktop");
        assertThat(browser.text()).contains("Simulated agent desktop");
        browser.open("http://boshtap/");
        assertThat(browser.text()).contains("Trust the certificate", site.proxy());
        browser.open("http://" + ELSEWHERE + ":" + direct.getAddress().getPort() + "/");
        assertThat(browser.text()).isEqualTo("reached without a proxy");
      }
      site.boshtap().terminate();
      assertThat(site.boshtap().awaitExit()).isZero();

      assertThat(site.boshtap().err()).noneMatch(line -> line.contains(ELSEWHERE));
      assertThat(EventLine.read(events))
          .extracting(event -> event.text("server"))
          .doesNotContain(ELSEWHERE + ":" + direct.getAddress().getPort());
    } finally {
      direct.stop(0);
    }
  }
}
