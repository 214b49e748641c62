package dev.boshtap.proxy.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Strophe.js in headless Chromium on a real ejabberd over BOSH, through boshtap: what was published
 * is what the browser got is what boshtap says, and of the one poll that the server reset, and of
 * the retry after it, boshtap says that and no more.
 */
class EjabberdIT {

  private static final String DESKTOP = "https://" + Shift.SERVER + "/desktop/index.html";

  private final FinesseHost host = new FinesseHost();
  private final Updates updates = new Updates();
  private final List<PublishedItem> published = new ArrayList<>();

  @Test
  void nothingIsMissedAndNothingInvented(@TempDir Path folder)
      throws IOException, GeneralSecurityException {
    Peer.require(
        Peer.EJABBERDCTL,
        Peer.ERL,
        Peer.CHROMIUM,
        Peer.CHROMEDRIVER,
        Peer.CERTUTIL,
        Peer.NODE,
        Peer.NPM);
    List<DesktopPage.Received> received;
    Seen reset;
    List<Seen> journal;
    Path eventsFile;
    List<EventLine> events;
    try (Ejabberd ejabberd =
            new Ejabberd(host, Files.createDirectories(folder.resolve("ejabberd")));
        FaultFront front =
            new FaultFront(
                new InetSocketAddress(host.address(), FinesseHost.BOSH_PORT),
                host.serverTls(),
                ejabberd.http());
        Stage stage = new Stage(folder, host)) {
      eventsFile = stage.eventsFile();
      Publications publications = new Publications(ejabberd.publisher(), published);
      // ejabberd makes a node when something is published on it, not when somebody subscribes.
      for (PublishedItem item : updates.oneOfEach()) {
        ejabberd.publisher().publish(item);
      }
      try (Browser browser = stage.browser()) {
        DesktopPage desktop = browser.open(DESKTOP);
        desktop.login(
            Updates.AGENT + "@" + FinesseHost.NAME + "/desktop",
            UUID.randomUUID().toString(),
            Updates.NODES);
        publications.reach(desktop, updates.oneOfEach());
        publications.reach(desktop, updates.burst());
        CompletableFuture<FaultFront.WithheldPoll> next = front.withholdingNextPoll();
        // Ends the poll that the server holds, for a minute if it is left to itself.
        publications.reach(desktop, List.of(updates.state("TALKING")));
        FaultFront.WithheldPoll struck = FaultFront.get(next);
        publications.publish(List.of(updates.state("HOLD")));
        reset = struck.seen();
        struck.reset();
        publications.reach(desktop, List.of(updates.state("READY")));
        received = desktop.received();
        desktop.logout();
      }
      assertThat(stage.stop()).isZero();
      events = stage.events();
      front.check();
      journal = front.journal();
    }

    assertThat(EventLine.againstSchema(eventsFile)).isEmpty();
    assertThat(received)
        .extracting(DesktopPage.Received::id)
        .containsExactlyElementsOf(published.stream().map(PublishedItem::id).toList());
    assertThat(events)
        .filteredOn(EventLine::isFinesse)
        .extracting(event -> event.text("itemId"))
        .containsExactlyElementsOf(published.stream().map(PublishedItem::id).toList());
    assertThat(events)
        .filteredOn(event -> event.type().equals("bosh.session"))
        .extracting(event -> event.text("change"))
        .containsExactly("created", "authenticated", "restarted", "bound", "terminated");
    assertThat(events)
        .filteredOn(EventLine::isPoll)
        .extracting(event -> event.text("outcome") + " " + event.text("rid"))
        .containsExactlyInAnyOrderElementsOf(
            journal.stream().filter(Seen::isBosh).flatMap(EjabberdIT::verdict).toList())
        .contains("unanswered " + reset.rid().orElseThrow());
    // This server has no user finesse, and the page leaves its subscriptions to the server.
    assertThat(events)
        .filteredOn(event -> event.type().equals("notice"))
        .extracting(event -> event.text("sign"))
        .filteredOn(sign -> sign.startsWith("bosh.") || sign.startsWith("xmpp."))
        .contains("bosh.rid-repeated", "xmpp.subscriptions-left")
        .isSubsetOf(
            "bosh.rid-repeated",
            "bosh.poll-gap",
            "bosh.poll-gap-long",
            "bosh.poll-resumed",
            "xmpp.backend-missing",
            "xmpp.subscriptions-left");
    assertThat(events)
        .extracting(EventLine::type)
        .doesNotContain("proxy.loss", "xmpp.error", "finesse.other", "proxy.failure");
  }

  /** What is to be said of a request by what the server's side saw; nothing when all was well. */
  private static Stream<String> verdict(Seen seen) {
    String rid = Long.toString(seen.rid().orElseThrow());
    if (FaultFront.get(seen.end()) instanceof Seen.End.Answered answered) {
      boolean well = answered.status() == 200 && !answered.answer().text().contains("condition=");
      return well ? Stream.empty() : Stream.of("error " + rid);
    }
    return Stream.of("unanswered " + rid);
  }
}
