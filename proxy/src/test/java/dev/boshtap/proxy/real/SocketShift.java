package dev.boshtap.proxy.real;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An agent's shift over WebSockets, played once: a desktop in Chromium, through boshtap, first on
 * Prosody itself, then on a front that compresses and misbehaves; and all that anybody saw of it.
 */
final class SocketShift {

  /** Prosody as it is, behind TLS. */
  static final String PLAIN = FinesseHost.NAME + ":" + FinesseHost.BOSH_PORT;

  private static final int COMPRESSING_PORT = 8445;

  /** The front that compresses. */
  static final String COMPRESSING = FinesseHost.NAME + ":" + COMPRESSING_PORT;

  private static final String DESKTOP = "https://" + PLAIN + "/desktop/index.html";
  private static final String AGENT_JID = Updates.AGENT + "@" + FinesseHost.NAME;

  final String password = UUID.randomUUID().toString();
  final List<PublishedItem> published = new ArrayList<>();
  final List<DesktopPage.Received> received = new ArrayList<>();
  final List<FrontSocket> fronts;
  final int exitCode;
  final List<String> said;
  final HarFile har;
  final Path eventsFile;
  final List<EventLine> events;

  private final Updates updates = new Updates();

  /** Plays it, in an empty folder. */
  SocketShift(Path folder) throws IOException, GeneralSecurityException {
    FinesseHost host = new FinesseHost();
    try (Prosody prosody =
            new Prosody(
                host,
                Files.createDirectories(folder.resolve("prosody")),
                Duration.ofSeconds(10),
                Map.of(Updates.AGENT, password));
        TlsRelay plain =
            new TlsRelay(
                new InetSocketAddress(host.address(), FinesseHost.BOSH_PORT),
                host.serverTls(),
                prosody.http());
        SocketFront front =
            new SocketFront(
                new InetSocketAddress(host.address(), COMPRESSING_PORT),
                host.serverTls(),
                prosody.http());
        Stage stage = new Stage(folder, host)) {
      har = stage.har();
      eventsFile = stage.eventsFile();
      Publications publications = new Publications(prosody.publisher(), published);
      try (Browser browser = stage.browser()) {
        onProsodyItself(browser, publications);
        compressed(browser, publications, front);
        closedByTheServer(browser, publications, front);
        tabClosed(browser, publications, front);
      }
      plain.check();
      exitCode = stage.stop();
      said = stage.said();
      events = stage.events();
      fronts = front.sockets();
    }
  }

  private void onProsodyItself(Browser browser, Publications publications) throws IOException {
    DesktopPage desktop = open(browser.open(DESKTOP), PLAIN, "desktop");
    publications.reach(desktop, updates.oneOfEach());
    publications.reach(desktop, List.of(updates.large()));
    publications.reach(desktop, updates.burst());
    desktop.ping();
    received.addAll(desktop.received());
    desktop.logout();
  }

  private void compressed(Browser browser, Publications publications, SocketFront front)
      throws IOException {
    DesktopPage desktop = open(browser.openTab(DESKTOP), COMPRESSING, "compressed");
    publications.reach(desktop, updates.oneOfEach());
    publications.reach(desktop, List.of(updates.large()));
    publications.reach(desktop, updates.burst());
    desktop.ping();
    received.addAll(desktop.received());
    front.latest().dropPings();
    desktop.pingWithoutAnswer();
    front.latest().awaitDroppedPing();
    front.latest().reset();
    desktop.awaitDisconnected();
  }

  private void closedByTheServer(Browser browser, Publications publications, SocketFront front)
      throws IOException {
    front.withoutClientContext();
    DesktopPage desktop = open(browser.openTab(DESKTOP), COMPRESSING, "restarted");
    publications.reach(desktop, updates.burst());
    received.addAll(desktop.received());
    front.latest().closeWith(1012, "service restart");
    front.latest().awaitGone();
  }

  private void tabClosed(Browser browser, Publications publications, SocketFront front)
      throws IOException {
    DesktopPage desktop = open(browser.openTab(DESKTOP), COMPRESSING, "last");
    publications.reach(desktop, List.of(updates.state("READY")));
    received.addAll(desktop.received());
    desktop.close();
    front.latest().awaitGone();
  }

  private DesktopPage open(DesktopPage page, String server, String resource) {
    page.login("wss://" + server + "/ws/", AGENT_JID + "/" + resource, password, Updates.NODES);
    return page;
  }

  /** Events of one kind. */
  List<EventLine> events(Predicate<EventLine> kind) {
    return events.stream().filter(kind).toList();
  }
}
