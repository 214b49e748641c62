package dev.boshtap.decoders.session.bosh;

import static dev.boshtap.decoders.Bodies.poll;
import static dev.boshtap.decoders.Bodies.stropheCreation;
import static dev.boshtap.decoders.Bodies.terminate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.SignLimits;
import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.bosh.BoshReader;
import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.session.XmppSessions;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a request keeps of what it says, as thousands are held at a time. */
class BoshRequestTest {

  private final Alarms alarms = new Alarms();
  private final BoshReader reader = new BoshReader(Limits.DEFAULTS);
  private final XmppSessions xmpp = new XmppSessions(Limits.DEFAULTS, alarms);

  @Test
  void aPollOfASessionLetsGoOfItsBody() {
    BoshRequest request = new BoshRequest(body(poll("s1", 7)), session("s1"));

    assertThat(request.asked()).isNull();
  }

  @Test
  void aCreationKeepsItsBodyUntilItsSessionIsGranted() {
    BoshBody asked = body(stropheCreation(1));
    BoshRequest request = new BoshRequest(asked, null);
    assertThat(request.asked()).isSameAs(asked);

    request.attach(session("s1"));
    assertThat(request.asked()).isNull();
    assertThat(request.isCreation()).isTrue();
  }

  @Test
  void whatIsAskedOfItLaterIsKnownWithoutItsBody() {
    BoshRequest held = new BoshRequest(body(poll("s1", 7)), session("s1"));
    assertThat(held.isPlainPoll()).isTrue();
    assertThat(held.isLast()).isFalse();
    assertThat(held.pause()).isNull();
    assertThat(held.facts().rid()).isEqualTo(7L);

    BoshRequest goodBye = new BoshRequest(body(terminate("s1", 8, "")), session("s1"));
    assertThat(goodBye.isPlainPoll()).isFalse();
    assertThat(goodBye.isLast()).isTrue();

    String pausing = poll("s1", 9).replace("rid=", "pause='90' rid=");
    BoshRequest paused = new BoshRequest(body(pausing), session("s1"));
    assertThat(paused.isPlainPoll()).isFalse();
    assertThat(paused.pause()).isEqualTo(Duration.ofSeconds(90));
  }

  private BoshBody body(String text) {
    return ((BoshReading.Read) reader.read(text)).body();
  }

  private BoshSession session(String sid) {
    HostPort server = new HostPort("fin.example", 7443);
    Connection connection = new Connection(1, server, "127.0.0.1:50000");
    return new BoshSession(
        new BoshSession.Key(server, sid),
        xmpp.begin(Event.Transport.BOSH, connection, sid),
        connection,
        SignLimits.DEFAULTS,
        alarms,
        new Blindness());
  }
}
