package dev.boshtap.simulator.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.simulator.NoLeaks;
import dev.boshtap.simulator.RawClient;
import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.finesse.AgentState;
import dev.boshtap.simulator.journal.JournalEntry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code /ws/} from outside, as a desktop sees it. */
@ExtendWith(NoLeaks.class)
class SocketsTest {

  private static final String PING =
      "<iq type='get' id='%s' to='fin1.boshtap.test'><ping xmlns='urn:xmpp:ping'/></iq>";

  private final SimulatedFinesse finesse = start();
  private final Desktop desktop = new Desktop();

  private static SimulatedFinesse start() {
    try {
      return SimulatedFinesse.builder().compressedSockets(true).start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    finesse.close();
  }

  @Test
  void anAgentSignsInIsToldOfThingsAndLeaves() throws Exception {
    signIn();
    finesse.centre().force("1001", AgentState.READY, -1);
    assertThat(desktop.next()).contains("node=\"/finesse/api/User/1001\"", "READY");

    desktop.says("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
    assertThat(desktop.next()).startsWith("<close ");
    assertThat(desktop.next()).isEqualTo("closed 1000");
    assertThat(finesse.journal().entries())
        .filteredOn(JournalEntry.Session.class::isInstance)
        .extracting(entry -> ((JournalEntry.Session) entry).change())
        .containsExactly(
            JournalEntry.SessionChange.CREATED,
            JournalEntry.SessionChange.AUTHENTICATED,
            JournalEntry.SessionChange.BOUND,
            JournalEntry.SessionChange.AVAILABLE,
            JournalEntry.SessionChange.TERMINATED);
  }

  @Test
  void pingsAreAnsweredUntilTheyAreNot() throws Exception {
    signIn();
    desktop.says(PING.formatted("p1"));
    assertThat(desktop.next()).contains("type=\"result\"", "id=\"p1\"");
    desktop.pings("a");
    assertThat(desktop.next()).isEqualTo("pong a");

    finesse.sockets().neverAnswerPings("1001");
    desktop.says(PING.formatted("p2"));
    desktop.pings("b");
    desktop.says(
        "<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    assertThat(desktop.next()).as("what comes next").contains("id=\"s\"");

    finesse.sockets().answerPings("1001");
    desktop.pings("c");
    assertThat(desktop.next()).isEqualTo("pong c");
    finesse.sockets().ping("1001", "here");
    assertThat(desktop.next()).isEqualTo("ping here");
  }

  @Test
  void theServerClosesWithACode() throws Exception {
    signIn();
    finesse.sockets().close("1001", 1012, "restart");
    assertThat(desktop.next()).isEqualTo("closed 1012");
  }

  @Test
  void theServerResets() throws Exception {
    signIn();
    assertThat(finesse.sockets().count("1001")).isEqualTo(1);
    finesse.sockets().reset("1001");
    assertThat(desktop.next()).startsWith("failed");
  }

  @Test
  void theSameResourceBoundAgainKicksTheFirst() throws Exception {
    signIn();
    Desktop second = new Desktop();
    second.signIn(finesse);
    assertThat(desktop.next()).contains("<conflict ");
    assertThat(desktop.next()).startsWith("<close ");
    assertThat(desktop.next()).isEqualTo("closed 1000");
  }

  private void signIn() throws Exception {
    desktop.signIn(finesse);
  }

  /** A client that keeps what comes. */
  private static final class Desktop implements WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> came = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    void signIn(SimulatedFinesse finesse) throws Exception {
      socket =
          HttpClient.newBuilder()
              .sslContext(RawClient.context(finesse.caCertificate()))
              .build()
              .newWebSocketBuilder()
              .subprotocols("xmpp")
              .buildAsync(
                  URI.create("wss://localhost:%d/ws/".formatted(finesse.boshAddress().getPort())),
                  this)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String open = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='fin1.boshtap.test'/>";
      says(open);
      assertThat(next()).startsWith("<open ");
      assertThat(next()).contains("<mechanism>PLAIN</mechanism>");
      says(
          "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>"
              .formatted(Base64.getEncoder().encodeToString(("\0" + "1001\0pw").getBytes(UTF_8))));
      assertThat(next()).startsWith("<success ");
      says(open);
      assertThat(next()).startsWith("<open ");
      assertThat(next()).contains("<bind ");
      says(
          "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
              + "<resource>desktop</resource></bind></iq>");
      assertThat(next()).contains("1001@fin1.boshtap.test/desktop");
      says("<presence/>");
      assertThat(next()).contains("from=\"finesse@fin1.boshtap.test");
    }

    void says(String text) throws Exception {
      open().sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void pings(String payload) throws Exception {
      open()
          .sendPing(ByteBuffer.wrap(payload.getBytes(UTF_8)))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private WebSocket open() {
      return Objects.requireNonNull(socket);
    }

    String next() throws InterruptedException {
      String next = came.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("something that comes").isNotNull();
      return next;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        came.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
      came.add("ping " + UTF_8.decode(payload));
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
      came.add("pong " + UTF_8.decode(payload));
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      came.add("closed " + code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      came.add("failed " + error);
    }
  }
}
