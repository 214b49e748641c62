package dev.boshtap.decoders;

import static dev.boshtap.decoders.wire.Side.CLIENT;
import static dev.boshtap.decoders.wire.Side.SERVER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.websocket.Frames;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** XMPP over WebSocket, from handshake to end, as an agent's desktop speaks it. */
class WebSocketTest {

  private static final String JID = "1001@fin.example/desktop";
  private static final String FRAMING = "xmlns='urn:ietf:params:xml:ns:xmpp-framing'";
  private static final String PING =
      "<iq xmlns='jabber:client' type='get' id='%s' to='fin.example'>"
          + "<ping xmlns='urn:xmpp:ping'/></iq>";
  private static final String PONG = "<iq xmlns='jabber:client' type='result' id='%s'/>";

  private final Transcript desktop = new Transcript();

  @Test
  void aSessionIsToldFromOpenToClose() {
    desktop
        .at("08:00:00")
        .xmppSocket()
        .says("<open %s to='fin.example' version='1.0'/>".formatted(FRAMING))
        .expect()
        .hears("<open %s from='fin.example' id='s1' version='1.0'/>".formatted(FRAMING))
        .expect("? websocket session created")
        .hears(
            "<features xmlns='http://etherx.jabber.org/streams'><mechanisms"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism>"
                + "</mechanisms></features>")
        .says("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>")
        .hears("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
        .expect("? websocket session authenticated PLAIN")
        .says("<open %s to='fin.example' version='1.0'/>".formatted(FRAMING))
        .expect("? websocket session restarted")
        .hears("<open %s from='fin.example' id='s2' version='1.0'/>".formatted(FRAMING))
        .says(bind())
        .hears(bound(JID))
        .whatever()
        .at("08:00:01")
        .hears(Bodies.stateOf("1001", "READY", JID))
        .expect("1001 told finesse.user READY")
        .at("16:00:00")
        .says("<close %s/>".formatted(FRAMING))
        .expect("1001 websocket session terminated by client")
        .hears("<close %s/>".formatted(FRAMING))
        .frames(CLIENT, Frames.of(CLIENT).close(1000, ""))
        .frames(SERVER, Frames.of(SERVER).close(1000, ""))
        .expect()
        .serverClosed()
        .expect(
            "1001 websocket closed by client 1000, ended by server clean after 28800s,"
                + " messages 5/7, pings 0, unanswered 0");
  }

  @Test
  void messagesAreObservationsAndTheLastWordHoldsNone() {
    signedIn().whatever();
    String message = Bodies.stateOf("1001", "READY", JID);
    desktop
        .hears(message)
        .expectAll(
            "message 1 server opcode 1 of " + message.getBytes(UTF_8).length,
            "1001 told finesse.user READY");
    desktop.frames(CLIENT, Frames.of(CLIENT).close(1001, "")).clientClosed().whatever();

    assertThat(desktop.said()).filteredOn(Observation.Upgraded.class::isInstance).hasSize(1);
    assertThat(desktop.finished(1).events()).isEmpty();
    assertThat(desktop.finished(1).exchange().responseBody().bytes()).isEmpty();
  }

  @Test
  void pingsThatAreAnsweredInTimeSayNothing() {
    signedIn().whatever();
    desktop
        .at("08:00:10")
        .says(PING.formatted("p1"))
        .hears(PONG.formatted("p1"))
        .at("08:00:20")
        .frames(SERVER, Frames.of(SERVER).ping("now"))
        .frames(CLIENT, Frames.of(CLIENT).pong("now"))
        .tick()
        .frames(CLIENT, Frames.of(CLIENT).close(1001, ""))
        .expect("1001 websocket session terminated by client")
        .clientClosed()
        .expect(
            "1001 websocket closed by client 1001, ended by client clean after 20s,"
                + " messages 3/3, pings 2, unanswered 0");
  }

  @Test
  void anErrorAnswersAPing() {
    signedIn().whatever();
    desktop
        .says(PING.formatted("p1"))
        .hears(
            "<iq xmlns='jabber:client' type='error' id='p1'><error type='cancel'>"
                + "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
        .at("08:00:30")
        .tick()
        .expect();
  }

  @Test
  void aPingThatTheServerNeverAnswersIsOverdueOnceAndUnansweredAtTheEnd() {
    signedIn().whatever();
    desktop
        .at("08:00:10")
        .says(PING.formatted("p1"))
        .at("08:00:19")
        .tick()
        .expect()
        .at("08:00:20")
        .says(PING.formatted("p2"))
        .at("08:00:21")
        .tick()
        .expect("1001 xmpp ping of client overdue after 10s")
        .tick()
        .expect()
        .at("08:00:25")
        .clientReset()
        .expect(
            "1001 xmpp ping of client unanswered after 15s by client reset",
            "1001 xmpp ping of client unanswered after 5s by client reset",
            "1001 websocket session lost",
            "1001 websocket closed, ended by client reset after 25s,"
                + " messages 4/2, pings 2, unanswered 2");
  }

  @Test
  void aPingThatTheClientNeverAnswersIsTheServersPing() {
    signedIn().whatever();
    desktop
        .at("08:01:00")
        .frames(SERVER, Frames.of(SERVER).ping("a"))
        .at("08:01:20")
        .serverReset()
        .expect(
            "1001 websocket ping of server overdue after 10s",
            "1001 websocket ping of server unanswered after 20s by server reset",
            "1001 websocket session lost",
            "1001 websocket closed, ended by server reset after 80s,"
                + " messages 2/2, pings 1, unanswered 1");
  }

  @Test
  void aLateAnswerIsSaid() {
    signedIn().whatever();
    desktop
        .says(PING.formatted("p1"))
        .at("08:00:11")
        .tick()
        .expect("1001 xmpp ping of client overdue after 10s")
        .hears(PONG.formatted("p1"))
        .expect("1001 xmpp ping of client late after 11s");
  }

  @Test
  void aPongAnswersThePingsBeforeIt() {
    signedIn().whatever();
    desktop
        .frames(SERVER, Frames.of(SERVER).ping("a").ping("b").ping("c"))
        .frames(CLIENT, Frames.of(CLIENT).pong("b"))
        .at("08:00:30")
        .tick()
        .expect("1001 websocket ping of server overdue after 10s");
  }

  @Test
  void boshtapsOwnStopIsNoFault() {
    signedIn().whatever();
    desktop
        .says(PING.formatted("p1"))
        .stopped()
        .expect(
            "1001 xmpp ping of client pending after 0s by proxy shutdown",
            "1001 websocket closed, ended by proxy shutdown after 0s,"
                + " messages 3/2, pings 1, unanswered 0");
  }

  @Test
  void whatIsOpenWhenRecordingStopsIsNotClosed() {
    signedIn().whatever();
    desktop
        .says(PING.formatted("p1"))
        .finish()
        .expectAll(
            "message 1 client opcode 1 of " + PING.formatted("p1").length(),
            "1001 xmpp ping of client pending after 0s",
            "finished 1 still open");
  }

  @Test
  void aServerThatShutsDownIsSaidWithItsCode() {
    signedIn().whatever();
    desktop
        .frames(SERVER, Frames.of(SERVER).close(1012, "restart"))
        .expect("1001 websocket session terminated by server")
        .serverClosed()
        .expect(
            "1001 websocket closed by server 1012: restart, ended by server clean after 0s,"
                + " messages 2/2, pings 0, unanswered 0");
  }

  @Test
  void aConflictEndsTheSessionWithItsCondition() {
    signedIn().whatever();
    desktop
        .hears(
            "<error xmlns='http://etherx.jabber.org/streams'><conflict"
                + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></error>")
        .hears("<close %s/>".formatted(FRAMING))
        .expect(
            "1001 xmpp.error to_client: stream error: conflict",
            "1001 notice xmpp.conflict: the same resource was bound elsewhere, not seen here {} [1]",
            "1001 websocket session terminated by server conflict");
  }

  @Test
  void aNewSocketTakesTheLostOnesPlace() {
    signedIn().whatever();
    desktop.at("08:01:00").serverReset().whatever();
    desktop
        .at("08:01:30")
        .xmppSocket()
        .says(bind())
        .hears(bound(JID))
        .expect(
            "? xmpp.iq to_server: bind resource desktop",
            "1001 websocket session bound",
            "1001 websocket session recreated outage 90s",
            "1001 xmpp.iq to_client: bind " + JID + " result");
  }

  @Test
  void aSilentClientThatHadBeenPingingIsSaidWhenItIsHeardAgain() {
    signedIn().whatever();
    for (int second : new int[] {10, 20, 30}) {
      desktop
          .at("08:00:" + second)
          .says(PING.formatted("p" + second))
          .hears(PONG.formatted("p" + second));
    }
    desktop.at("08:01:30").says(PING.formatted("late"));

    assertThat(notices())
        .extracting(Event.Notice::sign, Event.Notice::text)
        .containsExactly(
            tuple(
                Sign.WEBSOCKET_CLIENT_SILENT,
                "the client, which had been sending pings, sent nothing for 60.0 s"));
  }

  @Test
  void whatIsMalformedIsSaidOnceOfEachSide() {
    desktop
        .xmppSocket()
        .see(
            new WireEvent.MessageSeen(
                desktop.now(), 1, text("<presence/>", SocketFault.NOT_MASKED)))
        .see(
            new WireEvent.MessageSeen(
                desktop.now(), 1, text("<presence/>", SocketFault.NOT_MASKED)));

    assertThat(notices())
        .extracting(Event.Notice::text)
        .containsExactly("message of the client is malformed: not-masked");
  }

  @Test
  void aWebSocketThatIsNotAgreedToIsSaid() {
    desktop.webSocketAsked().answered(403, "Forbidden", "<html/>").whatever();

    assertThat(notices())
        .extracting(Event.Notice::sign, Event.Notice::text, Event.Notice::details)
        .containsExactly(
            tuple(
                Sign.WEBSOCKET_REFUSED,
                "request for a WebSocket answered with 403",
                Map.of("path", "/ws/", "status", "403")));
  }

  @Test
  void whatIsNoXmppIsPassedByInSilence() {
    desktop
        .webSocket(new Header("Sec-WebSocket-Protocol", "chat"))
        .says("hello")
        .hears("{\"a\":1}")
        .expect();
  }

  @Test
  void xmppIsKnownByItsOpeningToo() {
    desktop
        .webSocket()
        .says("<open %s/>".formatted(FRAMING))
        .hears("<open %s/>".formatted(FRAMING))
        .expect("? websocket session created");
  }

  @Test
  void whatWasNotRecordedIsALossAndCostsTheMessage() {
    signedIn().whatever();
    Frames rest = Frames.of(SERVER).text("<presence xmlns='jabber:client'/>");
    desktop
        .see(new WireEvent.UpgradedBytes(desktop.now(), 1, SERVER, rest.bytes(), 500))
        .expect(
            "loss of 500 bytes of exchange 1 forwarded and not recorded",
            "1001 xmpp.presence to_client: presence available");
  }

  @Test
  void aStanzaThatCannotBeReadIsSaid() {
    signedIn().whatever();
    desktop.hears("<message xmlns='jabber:client'><body>half of");

    assertThat(desktop.said())
        .last()
        .satisfies(
            observation ->
                assertThat(Lines.of(observation))
                    .startsWith("1001 xmpp.error to_client: unreadable: "));
    desktop.whatever();
  }

  private Transcript signedIn() {
    return desktop
        .at("08:00:00")
        .xmppSocket()
        .says("<open %s to='fin.example'/>".formatted(FRAMING))
        .hears("<open %s id='s1'/>".formatted(FRAMING))
        .says(bind())
        .hears(bound(JID));
  }

  private List<Event.Notice> notices() {
    return desktop.said().stream()
        .filter(Observation.Happened.class::isInstance)
        .map(observation -> ((Observation.Happened) observation).event())
        .filter(Event.Notice.class::isInstance)
        .map(Event.Notice.class::cast)
        .toList();
  }

  private static SocketMessage text(String text, SocketFault fault) {
    byte[] payload = text.getBytes(UTF_8);
    return new SocketMessage(
        CLIENT, SocketMessage.TEXT, payload, 0, payload.length + 2, 1, false, Set.of(fault));
  }

  private static String bind() {
    return "<iq xmlns='jabber:client' type='set' id='b1'><bind"
        + " xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desktop</resource></bind></iq>";
  }

  private static String bound(String jid) {
    return "<iq xmlns='jabber:client' type='result' id='b1'><bind"
        + " xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>%s</jid></bind></iq>".formatted(jid);
  }
}
