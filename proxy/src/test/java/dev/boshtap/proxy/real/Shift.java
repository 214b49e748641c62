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
 * A short shift of one agent, played once: a desktop in Chromium, through boshtap, on a Prosody
 * with faults in front of it; and afterwards everything that anybody saw of it.
 */
final class Shift {

  /** Granted by Prosody to Strophe, which asks for 60 s and gives up after 1.1 times the grant. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  /** Host and port of the server that all of it is about. */
  static final String SERVER = FinesseHost.NAME + ":" + FinesseHost.BOSH_PORT;

  private static final String DESKTOP = "https://" + SERVER + "/desktop/index.html";
  private static final String AGENT_JID = Updates.AGENT + "@" + FinesseHost.NAME;

  final String password = UUID.randomUUID().toString();
  final List<PublishedItem> published = new ArrayList<>();
  final List<DesktopPage.Received> received = new ArrayList<>();
  final List<Seen> journal;
  final Seen neverAnswered;
  final Seen reset;
  final Seen hungUp;
  final Seen tabClosed;
  final int exitCode;
  final List<String> said;
  final HarFile har;
  final Path eventsFile;
  final List<EventLine> events;

  private final FinesseHost host = new FinesseHost();
  private final Updates updates = new Updates();

  /** Plays it, in an empty folder. */
  Shift(Path folder) throws IOException, GeneralSecurityException {
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
        Stage stage = new Stage(folder, host, "polls:", "  margin: 500ms")) {
      har = stage.har();
      eventsFile = stage.eventsFile();
      Publications publications = new Publications(prosody.publisher(), published);
      try (Browser browser = stage.browser()) {
        DesktopPage morning = browser.open(DESKTOP);
        morning.login(AGENT_JID + "/desktop", password, Updates.NODES);
        publications.reach(morning, updates.oneOfEach());
        publications.reach(morning, List.of(updates.large()));

        FaultFront.WithheldPoll silent = front.withholdNextPoll();
        neverAnswered = silent.seen();
        List<PublishedItem> meanwhile = publications.publish(updates.burst());
        silent.awaitGivenUp();
        Publications.awaitAt(morning, meanwhile);

        FaultFront.WithheldPoll struck = front.withholdNextPoll();
        reset = struck.seen();
        struck.reset();
        publications.reach(morning, List.of(updates.state("HOLD")));

        FaultFront.WithheldPoll dropped = front.withholdNextPoll();
        hungUp = dropped.seen();
        dropped.hangUp();
        publications.reach(morning, List.of(updates.state("WORK")));

        received.addAll(morning.received());
        DesktopPage afternoon = browser.openTab(DESKTOP);
        tabClosed = front.awaitHeldPoll();
        morning.close();
        FaultFront.get(tabClosed.end());

        afternoon.login(AGENT_JID + "/desktop2", password, Updates.NODES);
        publications.reach(afternoon, List.of(updates.state("READY")));
        received.addAll(afternoon.received());
        afternoon.logout();
      }
      exitCode = stage.stop();
      said = stage.said();
      events = stage.events();
      front.check();
      journal = front.journal();
    }
  }

  /** Those requests of the journal that concern BOSH. */
  List<Seen> boshJournal() {
    return journal.stream().filter(Seen::isBosh).toList();
  }

  /** Events of one kind. */
  List<EventLine> events(Predicate<EventLine> kind) {
    return events.stream().filter(kind).toList();
  }
}
