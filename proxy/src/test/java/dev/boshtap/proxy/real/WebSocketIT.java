package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Strophe.js in headless Chromium on a real Prosody over WebSockets, through boshtap: plain as
 * Prosody speaks them, and compressed by a front that misbehaves. Nothing missed, nothing invented,
 * each end with the right side.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketIT {

  private SocketShift shift;

  @BeforeAll
  void playShift(@TempDir Path folder) throws IOException, GeneralSecurityException {
    Peer.require(
        Peer.PROSODY, Peer.CHROMIUM, Peer.CHROMEDRIVER, Peer.CERTUTIL, Peer.NODE, Peer.NPM);
    shift = new SocketShift(folder);
  }

  @Test
  void everyPublishedItemIsOneEventAndNoOtherIs() {
    assertThat(shift.received)
        .extracting(DesktopPage.Received::id, DesktopPage.Received::text)
        .containsExactlyElementsOf(
            shift.published.stream().map(item -> tuple(item.id(), item.update())).toList());
    assertThat(shift.events(EventLine::isFinesse))
        .extracting(
            event -> event.text("node"),
            event -> event.text("itemId"),
            EventLine::type,
            event -> event.text("event"),
            event -> event.text("agent"))
        .containsExactlyElementsOf(
            shift.published.stream()
                .map(
                    item ->
                        tuple(
                            item.node(),
                            item.id(),
                            item.type(),
                            XmlLeaves.child(item.update(), "event").toUpperCase(Locale.ROOT),
                            Updates.AGENT))
                .toList());
  }

  @Test
  void everySessionIsToldFromBeginningToEnd() {
    List<String> usual = List.of("created", "authenticated", "restarted", "bound");
    assertThat(
            sockets().stream()
                .map(
                    socket ->
                        shift
                            .events(
                                event ->
                                    event.type().equals("websocket.session")
                                        && event.text("exchange").equals(socket))
                            .stream()
                            .map(event -> event.text("change") + event.text("by"))
                            .toList()))
        .containsExactly(
            with(usual, "terminatedclient"),
            with(usual, "lost"),
            with(usual, "re-created", "terminatedserver"),
            with(usual, "re-created", "terminatedclient"));
  }

  @Test
  void eachEndHasItsSide() {
    List<EventLine> closed = shift.events(event -> event.type().equals("websocket.closed"));
    int tabsCode = shift.fronts.get(2).awaitClientClose();
    assertThat(closed)
        .extracting(
            event -> event.text("server"),
            event -> event.text("closedBy"),
            event -> event.json().path("code").asInt(-1))
        .containsExactly(
            tuple(SocketShift.PLAIN, closed.get(0).text("closedBy"), codeOf(closed.get(0))),
            tuple(SocketShift.COMPRESSING, "", -1),
            tuple(SocketShift.COMPRESSING, "server", 1012),
            tuple(SocketShift.COMPRESSING, "client", tabsCode));
    assertThat(closed.get(1).text("endedBy")).isEqualTo("server");
    assertThat(closed.get(1).text("how")).isEqualTo("reset");
    assertThat(closed.get(2).text("reason")).isEqualTo("service restart");
  }

  @Test
  void theOneUnansweredPingIsSaidAndNoOther() {
    assertThat(shift.events(event -> event.type().equals("websocket.ping")))
        .extracting(
            event -> event.text("kind"),
            event -> event.text("by"),
            event -> event.text("outcome"),
            event -> event.text("endedBy"),
            event -> event.text("how"))
        .containsExactly(tuple("xmpp", "client", "unanswered", "server", "reset"));
    assertThat(shift.events(event -> event.type().equals("websocket.closed")))
        .extracting(event -> event.json().path("unanswered").asInt())
        .containsExactly(0, 1, 0, 0);
  }

  @Test
  void theHarHasEveryMessageThatTheFrontSaw() {
    List<JsonNode> entries = entries(SocketShift.COMPRESSING);
    assertThat(entries).hasSameSizeAs(shift.fronts);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(texts(entries.get(i)))
          .containsExactlyInAnyOrderElementsOf(
              shift.fronts.get(i).journal().stream().map(WebSocketIT::text).toList());
    }
  }

  @Test
  void messagesWereReallyCompressedWithAndWithoutContext() {
    assertThat(entries(SocketShift.COMPRESSING))
        .allSatisfy(
            entry ->
                assertThat(entry.path("_webSocketMessages").values())
                    .filteredOn(message -> message.path("opcode").asInt() == 1)
                    .allMatch(message -> message.path("_compressed").asBoolean(false)));
    assertThat(entries(SocketShift.COMPRESSING))
        .extracting(
            entry ->
                entry.path("response").path("headers").values().stream()
                    .filter(
                        header ->
                            header
                                .path("name")
                                .asString()
                                .equalsIgnoreCase("Sec-WebSocket-Extensions"))
                    .map(header -> header.path("value").asString())
                    .findFirst()
                    .orElse("")
                    .contains("client_no_context_takeover"))
        .containsExactly(false, true, true);
    assertThat(entries(SocketShift.PLAIN))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.path("_webSocketMessages").values())
                    .hasSizeGreaterThan(20)
                    .noneMatch(message -> message.has("_compressed")));
  }

  @Test
  void noSecretIsWrittenAnywhere() throws IOException {
    String plain = "\0" + Updates.AGENT + "\0" + shift.password;
    String sasl = Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    assertThat(shift.fronts.get(0).journal())
        .as("the secret was on the wire")
        .anySatisfy(said -> assertThat(said.text()).contains(sasl));
    assertThat(
            List.of(
                Files.readString(shift.eventsFile),
                Files.readString(shift.har.path()),
                String.join("\n", shift.said)))
        .allSatisfy(text -> assertThat(text).doesNotContain(sasl, shift.password));
  }

  @Test
  void theRunEndsWellAndItsFilesAreValid() throws IOException {
    assertThat(shift.exitCode).isZero();
    assertThat(shift.events)
        .extracting(EventLine::type)
        .doesNotContain("proxy.loss", "xmpp.error", "finesse.other", "proxy.failure");
    assertThat(shift.events(event -> event.text("sign").startsWith("websocket."))).isEmpty();
    assertThat(EventLine.againstSchema(shift.eventsFile)).isEmpty();
    assertThat(shift.har.againstValidator()).isEmpty();
  }

  /** The exchanges that were WebSockets, in order. */
  private List<String> sockets() {
    return shift.events(event -> event.type().equals("websocket.closed")).stream()
        .map(event -> event.text("exchange"))
        .toList();
  }

  private static int codeOf(EventLine closed) {
    return closed.json().path("code").asInt(-1);
  }

  private static List<String> with(List<String> usual, String... more) {
    List<String> all = new ArrayList<>(usual);
    all.addAll(List.of(more));
    return all;
  }

  private List<JsonNode> entries(String server) {
    return shift.har.entriesOf(server).stream()
        .filter(entry -> entry.has("_webSocketMessages"))
        .toList();
  }

  private static List<String> texts(JsonNode entry) {
    return entry.path("_webSocketMessages").values().stream()
        .filter(message -> message.path("opcode").asInt() == 1)
        .map(
            message ->
                shortened(
                    message.path("type").asString().equals("send") ? "client" : "server",
                    message.path("data").asString()))
        .toList();
  }

  private static String text(FrontSocket.Said said) {
    return shortened(said.from(), said.text());
  }

  /** What is secret has an alias in the file, so only its place is compared. */
  private static String shortened(String from, String text) {
    return from + " " + (text.contains("<auth ") ? "auth" : text);
  }
}
