package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A desktop in a tab behind another, in Chromium as it is: its timers wake once a minute, and so it
 * asks late. boshtap says that it is the client, and the tab.
 */
class HiddenTabIT {

  /** Granted, and so what an idle poll is held. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private static final String DESKTOP = "https://" + Shift.SERVER + "/desktop/index.html";

  /**
   * Chromium waits for five minutes before it slows a hidden page down to that; the test cannot.
   */
  private static final String SOON =
      "--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/1";

  /** Two marks of a minute in common, where boshtap by itself waits for a third. */
  private static final int WAKES = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void aHiddenTabThatAsksLateIsTheClients(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Peer.require(
        Peer.PROSODY, Peer.CHROMIUM, Peer.CHROMEDRIVER, Peer.CERTUTIL, Peer.NODE, Peer.NPM);
    FinesseHost host = new FinesseHost();
    String password = UUID.randomUUID().toString();
    List<Duration> gaps;
    HarFile har;
    try (Prosody prosody =
            new Prosody(
                host,
                Files.createDirectories(folder.resolve("prosody")),
                WAIT,
                Map.of(Updates.AGENT, password));
        FaultFront front =
            new FaultFront(
                new InetSocketAddress(host.address(), FinesseHost.BOSH_PORT),
                host.serverTls(),
                prosody.http());
        Stage stage = new Stage(folder, host, "diagnosis:", "  hidden-page-wakes: " + WAKES)) {
      har = stage.har();
      try (Browser browser = stage.throttlingBrowser(SOON)) {
        DesktopPage desktop = browser.open(DESKTOP);
        desktop.login(Updates.AGENT + "@" + FinesseHost.NAME + "/desktop", password, Updates.NODES);
        browser.openTab("about:blank");

        stage
            .boshtap()
            .awaitLine(
                Pattern.compile(Updates.AGENT + " .*FINDING CLIENT.*\\[client\\.background-tab]"),
                PATIENCE);
      }
      assertThat(stage.stop()).isZero();
      assertThat(EventLine.againstSchema(stage.eventsFile())).isEmpty();
      gaps = front.gaps();
      front.check();
    }

    assertThat(gaps)
        .as("how long the server waited for the page")
        .filteredOn(gap -> gap.compareTo(WAIT) > 0)
        .hasSizeGreaterThanOrEqualTo(WAKES);
    Path settings = Boshtap.writeConfig(folder, "diagnosis:", "  hidden-page-wakes: " + WAKES);
    Program diagnose =
        Boshtap.run(
            folder, "diagnose", "--json", "--config", settings.toString(), har.path().toString());
    assertThat(diagnose.awaitExit()).as(diagnose::toString).isEqualTo(1);
    String json = String.join("\n", diagnose.out());
    assertThat(JsonMapper.shared().readTree(json).path("verdict").asString())
        .as(diagnose::toString)
        .contains("the browser slows down a page in the background (client");
  }
}
