package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.sstoehr.harreader.HarReaderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Strophe.js in headless Chromium on a real Prosody, through boshtap, with faults in front of
 * Prosody: what was published, what the browser got and what the server side saw are held against
 * boshtap's events and HAR. Nothing missed, nothing invented, every unanswered poll with the right
 * side.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealBrowserIT {

  private Shift shift;

  @BeforeAll
  void playShift(@TempDir Path folder) throws IOException, GeneralSecurityException {
    Peer.require(
        Peer.PROSODY, Peer.CHROMIUM, Peer.CHROMEDRIVER, Peer.CERTUTIL, Peer.NODE, Peer.NPM);
    shift = new Shift(folder);
  }

  @Test
  void theBrowserGotEveryItemAsItWasPublished() {
    assertThat(shift.received)
        .extracting(
            DesktopPage.Received::node, DesktopPage.Received::id, DesktopPage.Received::text)
        .containsExactlyElementsOf(
            shift.published.stream()
                .map(item -> tuple(item.node(), item.id(), item.update()))
                .toList());
  }

  @Test
  void everyPublishedItemIsOneEventAndNoOtherIs() {
    assertThat(shift.events(EventLine::isFinesse))
        .extracting(
            event -> event.text("node"),
            event -> event.text("itemId"),
            EventLine::type,
            event -> event.text("event"),
            event -> event.text("requestId"),
            event -> event.text("source"),
            event -> XmlLeaves.of(event.json().path("payload")))
        .containsExactlyElementsOf(
            shift.published.stream()
                .map(
                    item ->
                        tuple(
                            item.node(),
                            item.id(),
                            item.type(),
                            XmlLeaves.child(item.update(), "event").toUpperCase(Locale.ROOT),
                            XmlLeaves.child(item.update(), "requestId"),
                            XmlLeaves.child(item.update(), "source"),
                            XmlLeaves.ofData(item.update())))
                .toList());
    assertThat(shift.events(EventLine::isFinesse))
        .allSatisfy(event -> assertThat(event.json().has("unreadable")).isFalse());
  }

  @Test
  void everyEventNamesTheExchangeThatBroughtIt() {
    assertThat(shift.events(EventLine::isFinesse))
        .allSatisfy(
            event -> {
              assertThat(event.text("agent")).isEqualTo(Updates.AGENT);
              assertThat(event.text("server")).isEqualTo(Shift.SERVER);
              assertThat(shift.boshJournal())
                  .filteredOn(seen -> answerOf(seen).contains("id='" + event.text("itemId") + "'"))
                  .extracting(Seen::sid, seen -> Long.toString(seen.rid().orElseThrow()))
                  .containsExactly(tuple(event.text("sid"), event.text("rid")));
            });
  }

  @Test
  void theBurstCameInOneBody() {
    assertThat(shift.boshJournal())
        .as("answers with several items")
        .anySatisfy(seen -> assertThat(answerOf(seen).split("<item ", -1)).hasSizeGreaterThan(8));
  }

  @Test
  void everyUnansweredPollIsSaidOnceWithItsSideAndManner() {
    assertThat(List.of(shift.neverAnswered, shift.reset, shift.hungUp, shift.tabClosed))
        .extracting(seen -> ((Seen.End.Left) FaultFront.get(seen.end())).who())
        .containsExactly("client", "server", "server", "client");
    assertThat(shift.events(EventLine::isUnanswered))
        .extracting(
            event -> event.text("sid"),
            event -> event.text("rid"),
            event -> event.text("endedBy"),
            event -> event.text("how"))
        .containsExactlyInAnyOrderElementsOf(
            shift.boshJournal().stream()
                .filter(seen -> FaultFront.get(seen.end()) instanceof Seen.End.Left)
                .map(
                    seen -> {
                      Seen.End.Left left = (Seen.End.Left) FaultFront.get(seen.end());
                      return tuple(
                          seen.sid(),
                          Long.toString(seen.rid().orElseThrow()),
                          left.who(),
                          left.how());
                    })
                .toList());
  }

  @Test
  void nothingElseIsSaidOfPollsButThatOneWasOverdue() {
    assertThat(shift.events(event -> event.isPoll() && !event.isUnanswered()))
        .extracting(event -> event.text("outcome"), event -> event.text("rid"))
        .containsExactly(tuple("overdue", Long.toString(shift.neverAnswered.rid().orElseThrow())));
  }

  @Test
  void bothSessionsAreToldFromBeginningToEnd() {
    List<EventLine> sessions = shift.events(event -> event.type().equals("bosh.session"));
    String morning = shift.neverAnswered.sid();
    assertThat(sessions)
        .filteredOn(event -> event.text("sid").equals(morning))
        .extracting(event -> event.text("change"))
        .containsExactly("created", "authenticated", "restarted", "bound");
    assertThat(sessions)
        .filteredOn(event -> !event.text("sid").equals(morning))
        .extracting(event -> event.text("change"))
        .containsExactly(
            "created", "authenticated", "restarted", "bound", "re-created", "terminated");
    assertThat(sessions)
        .filteredOn(event -> event.text("change").equals("authenticated"))
        .extracting(event -> event.text("mechanism"))
        .containsOnly("PLAIN");
  }

  @Test
  void theHarHasEveryRequestThatTheServerSawAndNoOther() {
    assertThat(shift.har.entriesOf(Shift.SERVER))
        .extracting(RealBrowserIT::inShort)
        .containsExactlyInAnyOrderElementsOf(
            shift.journal.stream().map(RealBrowserIT::inShort).toList());
  }

  @Test
  void theHarHasTheTextOfEveryAnswerToBosh() {
    assertThat(
            shift.har.entriesOf(Shift.SERVER).stream()
                .filter(entry -> entry.at("/request/url").asString().contains("/http-bind"))
                .map(entry -> entry.at("/response/content/text").asString("")))
        .containsExactlyInAnyOrderElementsOf(
            shift.boshJournal().stream().map(RealBrowserIT::answerOf).toList());
  }

  @Test
  void bothFilesAreValidForOthers() throws IOException, HarReaderException {
    assertThat(EventLine.againstSchema(shift.eventsFile)).isEmpty();
    assertThat(shift.har.againstValidator()).isEmpty();
    assertThat(shift.har.entries())
        .hasSizeGreaterThanOrEqualTo(shift.journal.size())
        .allSatisfy(entry -> assertThat(entry.request().url()).isNotEmpty());
  }

  @Test
  void noSecretIsWrittenAnywhere() throws IOException {
    String plain = "\0" + Updates.AGENT + "\0" + shift.password;
    String sasl = Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    assertThat(shift.journal)
        .as("the secret was on the wire")
        .anySatisfy(seen -> assertThat(seen.request().text()).contains(sasl));
    assertThat(
            List.of(
                Files.readString(shift.eventsFile),
                Files.readString(shift.har.path()),
                String.join("\n", shift.said)))
        .allSatisfy(text -> assertThat(text).doesNotContain(sasl, shift.password));
  }

  @Test
  void theRunEndsWell() {
    assertThat(shift.exitCode).isZero();
    assertThat(shift.events)
        .extracting(EventLine::type)
        .doesNotContain("proxy.loss", "xmpp.error", "finesse.other");
    assertThat(shift.events(event -> event.text("server").equals(Shift.SERVER)))
        .extracting(EventLine::type)
        .doesNotContain("proxy.failure", "proxy.tunnel");
  }

  private static String answerOf(Seen seen) {
    return FaultFront.get(seen.end()) instanceof Seen.End.Answered answered
        ? answered.answer().text()
        : "";
  }

  /** Method, target, rid, and what came of it: the same for both witnesses. */
  private static String inShort(Seen seen) {
    String request = seen.request().firstWord() + " " + seen.path();
    String rid = seen.rid().isPresent() ? " rid " + seen.rid().getAsLong() : "";
    Seen.End end = FaultFront.get(seen.end());
    return request
        + rid
        + (end instanceof Seen.End.Answered answered
            ? ": %d, %d bytes".formatted(answered.status(), answered.answer().body().length)
            : ": 0, -1 bytes, %s-%s"
                .formatted(((Seen.End.Left) end).who(), ((Seen.End.Left) end).how()));
  }

  private static String inShort(JsonNode entry) {
    JsonNode request = entry.path("request");
    JsonNode response = entry.path("response");
    JsonNode rid = entry.path("_bosh").path("rid");
    String error = response.path("_error").asString("");
    return request.path("method").asString()
        + " "
        + request.path("url").asString().replace("https://" + Shift.SERVER, "")
        + (rid.isNumber() ? " rid " + rid.asLong() : "")
        + ": %d, %d bytes"
            .formatted(response.path("status").asInt(), response.path("bodySize").asInt())
        + (error.isEmpty() ? "" : ", " + error);
  }
}
