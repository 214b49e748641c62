package dev.boshtap.decoders.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is remembered of an agent's sessions when the next one comes. */
class SuccessionsTest {

  private static final String JID = "1001003@fin.example/desktop";
  private static final Moment START = Moment.of(Instant.parse("2026-11-22T10:00:00Z"));
  private static final Moment WITHIN = START.plus(Limits.DEFAULTS.signs().memory());
  private static final Moment LATER = WITHIN.plus(Duration.ofNanos(1));

  private final Successions successions = new Successions(Limits.DEFAULTS);

  @Test
  void whatTheClientEndedIsLetGo() {
    WeakReference<XmppSession> past = past(session -> session.end(Side.CLIENT));

    next(START);
    assertThat(isKept(past)).isFalse();
  }

  @Test
  void whatIsInTroubleIsSucceededForAsLongAsThatCounts() {
    past(session -> session.inTrouble(START));

    assertThat(successions.predecessor(next(WITHIN), WITHIN)).isPresent();
  }

  @Test
  void whatWasInTroubleForLongerIsLetGo() {
    WeakReference<XmppSession> past =
        past(
            session -> {
              session.inTrouble(START);
              session.lose();
            });

    next(LATER);
    assertThat(isKept(past)).isFalse();
  }

  @Test
  void whatWasHeardAShortWhileAgoMayBeTheWinner() {
    past(session -> session.heard(START, 1));

    assertThat(successions.winner(next(WITHIN))).isPresent();
  }

  /** As when a desktop was shut down without a good-bye. */
  @Test
  void whatWasNotHeardForLongerIsLetGo() {
    WeakReference<XmppSession> past = past(session -> session.heard(START, 1));

    next(LATER);
    assertThat(isKept(past)).isFalse();
  }

  @Test
  void whatIsHeardAgainIsRememberedAgain() {
    XmppSession silent = session();
    silent.heard(START, 1);
    successions.knows(silent, START);
    XmppSession next = next(LATER);
    assertThat(successions.winner(next)).isEmpty();

    silent.heard(LATER, 2);
    successions.knows(silent, LATER);
    assertThat(successions.winner(next)).containsSame(silent);
  }

  /** A session of which only this knows. */
  private WeakReference<XmppSession> past(Consumer<XmppSession> fate) {
    XmppSession session = session();
    successions.knows(session, START);
    fate.accept(session);
    return new WeakReference<>(session);
  }

  private XmppSession next(Moment at) {
    XmppSession session = session();
    successions.knows(session, at);
    return session;
  }

  private static XmppSession session() {
    Connection connection = new Connection(1, new HostPort("fin.example", 7443), "127.0.0.1:50000");
    XmppSession session =
        new XmppSession(
            Event.Transport.BOSH, connection, null, Limits.DEFAULTS.signs(), new Alarms());
    session.bind(JID);
    return session;
  }

  private static boolean isKept(WeakReference<XmppSession> session) {
    System.gc();
    return session.get() != null;
  }
}
