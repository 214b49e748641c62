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
    har = new HarFile(folder.resolve("capture.har"));
    eventsFile = folder.resolve("events.ndjson");
    Path home = folder.resolve("home");
    Path config =
        Boshtap.writeConfig(
            folder, "upstream:", "  trusted-certificates: [" + host.writeCa(folder) + "]");
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
        Program boshtap =
            Boshtap.start(
                folder,
                List.of("-Djdk.net.hosts.file=" + host.writeHosts(folder)),
                "run",
                "--listen",
                "127.0.0.1:0",
                "--home",
                home.toString(),
                "--config",
                config.toString(),
                "--events",
                eventsFile.toString(),
                "--har",
                har.path().toString())) {
      String proxy = Boshtap.awaitListening(boshtap);
      Path ca = Boshtap.exportCa(folder, home);
      try (Browser browser = new Browser(folder.resolve("browser"), ca, proxy)) {
        onProsodyItself(browser, prosody);
        compressed(browser, prosody, front);
        closedByTheServer(browser, prosody, front);
        tabClosed(browser, prosody, front);
      }
      plain.check();
      boshtap.terminate();
      exitCode = boshtap.awaitExit();
      said = boshtap.err();
      fronts = front.sockets();
    }
    events = EventLine.read(eventsFile);
  }

  private void onProsodyItself(Browser browser, Prosody prosody) throws IOException {
    DesktopPage desktop = open(browser.open(DESKTOP), PLAIN, "desktop");
    see(desktop, publish(prosody, updates.oneOfEach()));
    see(desktop, publish(prosody, List.of(updates.large())));
    see(desktop, publish(prosody, updates.burst()));
    desktop.ping();
    received.addAll(desktop.received());
    desktop.logout();
  }

  private void compressed(Browser browser, Prosody prosody, SocketFront front) throws IOException {
    DesktopPage desktop = open(browser.openTab(DESKTOP), COMPRESSING, "compressed");
    see(desktop, publish(prosody, updates.oneOfEach()));
    see(desktop, publish(prosody, List.of(updates.large())));
    see(desktop, publish(prosody, updates.burst()));
    desktop.ping();
    received.addAll(desktop.received());
    front.latest().dropPings();
    desktop.pingWithoutAnswer();
    front.latest().awaitDroppedPing();
    front.latest().reset();
    desktop.awaitDisconnected();
  }

  private void closedByTheServer(Browser browser, Prosody prosody, SocketFront front)
      throws IOException {
    front.withoutClientContext();
    DesktopPage desktop = open(browser.openTab(DESKTOP), COMPRESSING, "restarted");
    see(desktop, publish(prosody, updates.burst()));
    received.addAll(desktop.received());
    front.latest().closeWith(1012, "service restart");
    front.latest().awaitGone();
  }

  private void tabClosed(Browser browser, Prosody prosody, SocketFront front) throws IOException {
    DesktopPage desktop = open(browser.openTab(DESKTOP), COMPRESSING, "last");
    see(desktop, publish(prosody, List.of(updates.state("READY"))));
    received.addAll(desktop.received());
    desktop.close();
    front.latest().awaitGone();
  }

  private DesktopPage open(DesktopPage page, String server, String resource) {
    page.login("wss://" + server + "/ws/", AGENT_JID + "/" + resource, password, Updates.NODES);
    return page;
  }

  private List<PublishedItem> publish(Prosody prosody, List<PublishedItem> items)
      throws IOException {
    for (PublishedItem item : items) {
      prosody.publisher().publish(item);
      published.add(item);
    }
    return items;
  }

  private static void see(DesktopPage desktop, List<PublishedItem> items) {
    items.forEach(item -> desktop.awaitItem(item.id()));
  }

  /** Events of one kind. */
  List<EventLine> events(Predicate<EventLine> kind) {
    return events.stream().filter(kind).toList();
  }
}
