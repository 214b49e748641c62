package dev.boshtap.decoders.session.bosh;

import static dev.boshtap.decoders.Bodies.answer;
import static dev.boshtap.decoders.Bodies.idle;
import static dev.boshtap.decoders.Bodies.jabberWerxCreation;
import static dev.boshtap.decoders.Bodies.poll;
import static dev.boshtap.decoders.Bodies.presence;
import static dev.boshtap.decoders.Bodies.recoverableError;
import static dev.boshtap.decoders.Bodies.stateOf;
import static dev.boshtap.decoders.Bodies.terminate;
import static dev.boshtap.decoders.Bodies.terminated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Transcript;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test for each verdict on a poll, and for each sign of trouble on the wire. */
class BoshTrackerTest {

  private static final String AGENT = "1001003";

  /** An agent signed in at 10:00:00 as session s1, wait 30 s, by exchanges 1 to 4. */
  private final Transcript desktop = new Transcript().withSignsApart();

  @BeforeEach
  void signIn() {
    desktop.at("10:00:00").signedIn("s1", AGENT + "@fin.example/desktop").whatever();
  }

  @Test
  void anIdleAnswerAfterTheWaitIsNoEvent() {
    desktop
        .at("10:00:01")
        .post(poll("s1", 5))
        .expectAll()
        .at("10:00:31")
        .answered(idle())
        .expectAll("finished 5 answered idle");
  }

  @Test
  void aPollWithinItsTimeIsNotOverdue() {
    desktop.at("10:00:00").post(poll("s1", 5)).at("10:00:35").tick().expect();
  }

  @Test
  void anOpenPollIsOverdueOnceAndItsEndIsSaidToo() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:36")
        .tick()
        .expect("1001003 poll 5 overdue after 35s of 30s")
        .at("10:00:37")
        .tick()
        .expect()
        .at("10:00:41")
        .clientClosed()
        .expectAll(
            "1001003 poll 5 unanswered after 41s of 30s by client clean",
            "finished 5 unanswered, events 3");
  }

  @Test
  void anAnswerAfterTheMarginIsLateAndItsEventsAreSaid() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:35.001")
        .answered(answer(stateOf(AGENT, "READY", AGENT + "@fin.example")))
        .expectAll(
            "1001003 poll 5 overdue after 35s of 30s",
            "1001003 poll 5 late status 200 after 35001ms of 30s",
            "1001003 told finesse.user READY",
            "finished 5 late, events 4");
  }

  @Test
  void anAnswerWithinTheMarginIsNotLate() {
    desktop.at("10:00:00").post(poll("s1", 5)).at("10:00:35").answered(idle()).expect();
  }

  @Test
  void aClientThatClosesLeavesItUnanswered() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:12")
        .clientClosed()
        .expect("1001003 poll 5 unanswered after 12s of 30s by client clean");
  }

  @Test
  void aServerThatResetsLeavesItUnanswered() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:12")
        .serverReset()
        .expect("1001003 poll 5 unanswered after 12s of 30s by server reset");
    Event.Poll poll = (Event.Poll) desktop.finished(5).events().get(0);
    assertThat(poll.status()).isNull();
    assertThat(poll.bodyBytes()).isEqualTo(-1);
  }

  @Test
  void aServerThatCannotBeReachedNeverAnsweredWhateverPageTheBrowserGot() {
    Ending refused = new Ending.Network(Side.SERVER, Ending.Stage.REFUSED, "Connection refused");
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .ended(refused)
        .expect("1001003 poll 5 unanswered after 0s of 30s by network refused")
        .at("10:00:01")
        .post(poll("s1", 5))
        .cut("<html>boshtap: no connection</html>", 34, refused)
        .expect("1001003 poll 5 unanswered after 0s of 30s by network refused");
  }

  @Test
  void aConnectionThatTheSystemGaveUpInTheMiddleOfAnAnswerWasAnswered() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .cut("<body", 57, new Ending.Network(Side.SERVER, Ending.Stage.TIMEOUT, "timed out"))
        .expect(
            "1001003 poll 5 error status 200 after 0s of 30s by network timeout: answer cut after"
                + " 5 of 57 bytes: the connection to the server was lost: timed out");
  }

  @Test
  void aFileThatDoesNotSayWhoEndedItIsNotGuessedAt() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .ended(new Ending.Unknown("net::ERR_FAILED"))
        .expect("1001003 poll 5 unanswered after 0s of 30s by unknown unknown");
  }

  @Test
  void anAnswerCutOnTheWireIsAnErrorAndIsNotRead() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:10")
        .cut(
            "<body xmlns='http://jabber.org/protocol/httpbind'>" + presence(),
            400,
            new Ending.Closed(Side.SERVER, Ending.Manner.CLEAN, true))
        .expect(
            "1001003 poll 5 error status 200 after 10s of 30s by server clean: answer cut after 83"
                + " of 400 bytes: server closed the connection");
  }

  @ParameterizedTest
  @CsvSource({
    "403, Forbidden",
    "500, Internal Server Error",
    "502, Bad Gateway",
    "503, Service Unavailable",
    "504, Gateway Timeout",
    "302, Found"
  })
  void anyOtherStatusIsAnErrorAndTheSessionGoesOn(int status, String reason) {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .answered(status, reason, "<html/>")
        .expect(
            "1001003 poll 5 error status %d after 0s of 30s: HTTP %d %s"
                .formatted(status, status, reason));
  }

  @Test
  void badRequestForAMissingRidIsAnErrorAndNoLossOfTheSession() {
    desktop
        .at("10:00:00")
        .post("<body xmlns='http://jabber.org/protocol/httpbind' sid='s1'/>")
        .answered(400, "Body missing RID (Request ID)", "")
        .expect(
            "1001003 poll null error status 400 after 0s of 30s: HTTP 400 Body missing RID"
                + " (Request ID)");
  }

  @Test
  void aWebPageInsteadOfBoshIsAnError() {
    desktop.at("10:00:00").post(poll("s1", 5)).answered("<html>Please sign in</html>");
    assertThat(onlyPoll().reason()).startsWith("not BOSH: ");
    assertThat(onlyPoll().outcome()).isEqualTo(Event.Outcome.ERROR);
  }

  @Test
  void anEmptyAnswerWithStatus200IsAnError() {
    desktop.at("10:00:00").post(poll("s1", 5)).answered("");
    assertThat(onlyPoll().outcome()).isEqualTo(Event.Outcome.ERROR);
    assertThat(onlyPoll().bodyBytes()).isZero();
  }

  @Test
  void aRecoverableErrorIsAnErrorAndTheSessionGoesOn() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .answered(recoverableError())
        .expect("1001003 poll 5 error status 200 after 0s of 30s: recoverable error (type error)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy-violation",
        "system-shutdown",
        "other-request",
        "host-gone",
        "host-unknown",
        "improper-addressing",
        "remote-connection-failed",
        "internal-server-error",
        "bad-request",
        "see-other-uri",
        "undefined-condition"
      })
  void aTerminalConditionIsAnErrorAndTheEndOfTheSession(String condition) {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .answered(terminated(condition, ""))
        .expect(
            "1001003 poll 5 error status 200 after 0s of 30s: session terminated: " + condition,
            "1001003 session terminated by server " + condition);
  }

  @Test
  void aTerminateInAnswerToTheClientsOwnIsNoFault() {
    desktop
        .at("10:00:00")
        .post(terminate("s1", 5, ""))
        .expect("1001003 session terminated by client")
        .answered(terminated())
        .expect();
  }

  @Test
  void anErrorThatIsLateIsAnError() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:01:00")
        .answered(504, "Gateway Timeout", "")
        .expect(
            "1001003 poll 5 overdue after 35s of 30s",
            "1001003 poll 5 error status 504 after 60s of 30s: HTTP 504 Gateway Timeout");
  }

  @Test
  void whatIsOpenAtTheEndIsPendingOrOverdueButNotUnanswered() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:30")
        .post(poll("s1", 6))
        .at("10:00:40")
        .finish()
        .expectAll(
            "1001003 poll 5 overdue after 35s of 30s",
            "finished 5 overdue, events 2",
            "1001003 poll 6 pending after 10s of 30s",
            "finished 6 pending, events 1")
        .finish()
        .expectAll()
        .at("10:02:00")
        .tick()
        .expectAll();
  }

  @Test
  void whatIsOverdueIsNotSaidAgainAtTheEnd() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:36")
        .tick()
        .expect("1001003 poll 5 overdue after 35s of 30s")
        .at("10:00:40")
        .finish()
        .expectAll("finished 5 overdue, events 2");
  }

  @Test
  void whatStoppingBoshtapEndsInTimeIsPending() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:10")
        .stopped()
        .expectAll(
            "1001003 poll 5 pending after 10s of 30s by proxy shutdown",
            "finished 5 pending, events 1");
  }

  @Test
  void whatStoppingBoshtapEndsWhenItWasOverdueIsUnanswered() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:40")
        .stopped()
        .expect(
            "1001003 poll 5 overdue after 35s of 30s",
            "1001003 poll 5 unanswered after 40s of 30s by proxy shutdown");
  }

  @Test
  void twoPollsOfASessionAreMeasuredEachByItself() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:20")
        .post(poll("s1", 6))
        .at("10:00:36")
        .tick()
        .expect("1001003 poll 5 overdue after 35s of 30s")
        .answered(6, idle())
        .expect()
        .at("10:01:00")
        .tick()
        .expect();
  }

  @Test
  void aRepeatedRidIsMeasuredEachTime() {
    Ending aborted = new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false);
    desktop
        .at("10:00:00")
        .post(poll("s1", 5))
        .at("10:00:35")
        .ended(aborted)
        .expect("1001003 poll 5 unanswered after 35s of 30s by client reset")
        .at("10:00:35.500")
        .post(poll("s1", 5))
        .answered(idle())
        .expect();
  }

  @Test
  void aSessionOfUnknownWaitIsMeasuredAgainstTheDefault() {
    desktop
        .at("10:00:00")
        .post(poll("unseen", 7))
        .at("10:01:05")
        .tick()
        .expect()
        .at("10:01:06")
        .tick()
        .expect("? poll 7 overdue after 65s");
  }

  @Test
  void aWaitOutOfTheProtocolsRangeIsUnknown() {
    desktop
        .at("10:00:00")
        .post(jabberWerxCreation(100, "1001004@fin.example"))
        .answered(
            "<body xmlns='http://jabber.org/protocol/httpbind' sid='s9'"
                + " wait='9223372036854775807' inactivity='-1' hold='1'/>")
        .expect(
            "1001004 session created JabberWerx asked wait 30s hold 1 ver 1.9 to fin.example granted hold 1")
        .post(poll("s9", 101))
        .at("10:01:06")
        .tick()
        .expect("1001004 poll 101 overdue after 65s");
  }

  @Test
  void aServerThatGrantsNoWaitMustAnswerAtOnce() {
    desktop
        .at("10:00:00")
        .post(jabberWerxCreation(100, "1001004@fin.example"))
        .answered("<body xmlns='http://jabber.org/protocol/httpbind' sid='s9' wait='0'/>")
        .expect(
            "1001004 session created JabberWerx asked wait 30s hold 1 ver 1.9 to fin.example granted wait 0s")
        .post(poll("s9", 101))
        .at("10:00:06")
        .answered(idle())
        .expect(
            "1001004 poll 101 overdue after 5s of 0s",
            "1001004 poll 101 late status 200 after 6s of 0s");
  }

  @Test
  void aRequestThatIsNoBoshOnTheBoshPathIsSaidAndItsVerdictToo() {
    desktop.at("10:00:00").post("rid=7").answered(400, "Bad Request", "");
    assertThat(desktop.finished(5).events())
        .extracting(Event::type)
        .containsExactly("xmpp.error", "bosh.poll", "notice");
  }

  @Test
  void aRequestThatNeverWasCompleteHasAVerdict() {
    desktop
        .at("10:00:00")
        .start(Transcript.NOTIFICATIONS, "POST", "/http-bind")
        .at("10:00:03")
        .clientClosed()
        .expect("? poll null unanswered after 3s by client clean");
  }

  @Test
  void anAnswerThatOurCopyLacksIsNoFaultOfTheServer() {
    desktop.at("10:00:00").post(poll("s1", 5));
    WireEvent.Ended whole =
        new WireEvent.Ended(desktop.now(), 5, Ending.ANSWERED, 5_000, 0, 0, 5_000);
    desktop.answerBegins(5_000).see(whole);
    assertThat(desktop.finished(5).bosh().outcome()).isEqualTo("answered");
    desktop.expectAll(
        "1001003 xmpp.error to_client: unreadable: answer not read: 0 of its 5000 bytes kept",
        "finished 5 answered, events 1",
        "loss of 5000 bytes of exchange 5 forwarded and not recorded");
  }

  private Event.Poll onlyPoll() {
    return desktop.said().stream()
        .filter(Observation.Happened.class::isInstance)
        .map(said -> ((Observation.Happened) said).event())
        .filter(Event.Poll.class::isInstance)
        .map(Event.Poll.class::cast)
        .reduce(
            (one, other) -> {
              throw new AssertionError("more than one verdict: " + one + ", " + other);
            })
        .orElseThrow();
  }
}
