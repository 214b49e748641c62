package dev.boshtap.decoders.session.bosh;

import static dev.boshtap.decoders.Bodies.answer;
import static dev.boshtap.decoders.Bodies.auth;
import static dev.boshtap.decoders.Bodies.bind;
import static dev.boshtap.decoders.Bodies.bound;
import static dev.boshtap.decoders.Bodies.conflict;
import static dev.boshtap.decoders.Bodies.created;
import static dev.boshtap.decoders.Bodies.failure;
import static dev.boshtap.decoders.Bodies.idle;
import static dev.boshtap.decoders.Bodies.jabberWerxCreation;
import static dev.boshtap.decoders.Bodies.poll;
import static dev.boshtap.decoders.Bodies.presence;
import static dev.boshtap.decoders.Bodies.request;
import static dev.boshtap.decoders.Bodies.restart;
import static dev.boshtap.decoders.Bodies.stateInTeam;
import static dev.boshtap.decoders.Bodies.stateOf;
import static dev.boshtap.decoders.Bodies.stropheCreation;
import static dev.boshtap.decoders.Bodies.success;
import static dev.boshtap.decoders.Bodies.terminate;
import static dev.boshtap.decoders.Bodies.terminated;
import static dev.boshtap.decoders.Bodies.unavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Transcript;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What becomes of sessions, from creation to loss and re-creation. */
class BoshStoryTest {

  private static final String GRANTED_30 =
      " granted wait 30s hold 1 inactivity 60s requests 2 polling 5s maxpause 300s";

  private static final String JID = "1001003@fin.example/desktop";

  private final Transcript desktop = new Transcript().withSignsApart();

  @Test
  void aDesktopSignsIn() {
    desktop
        .at("10:00:00")
        .post(jabberWerxCreation(1, "1001003@fin.example"))
        .expect()
        .answered(created("s1", 30))
        .expect(
            "1001003 session created JabberWerx asked wait 30s hold 1 ver 1.9 to fin.example"
                + GRANTED_30)
        .post(request("s1", 2, auth()))
        .expect()
        .answered(answer(success()))
        .expect("1001003 session authenticated PLAIN")
        .post(restart("s1", 3))
        .expect("1001003 session restarted")
        .answered(answer(""))
        .expect()
        .post(request("s1", 4, bind()))
        .expect("1001003 xmpp.iq to_server: bind resource desktop")
        .answered(answer(bound(JID)))
        .expect("1001003 session bound", "1001003 xmpp.iq to_client: bind " + JID + " result")
        .post(request("s1", 5, presence()))
        .expect("1001003 xmpp.presence to_server: presence available")
        .answered(answer(stateOf("1001003", "READY", "1001003@fin.example")))
        .expect("1001003 told finesse.user READY");
    assertThat(desktop.finished(5).events())
        .extracting(event -> event.context().jid())
        .containsOnly(JID);
    assertThat(desktop.finished(5).bosh())
        .isEqualTo(
            new BoshFacts("s1", 5L, Duration.ofSeconds(30), 1, "answered", false, "1001003"));
  }

  @Test
  void theCreationBelongsToTheSessionThatItsAnswerGrants() {
    desktop.at("10:00:00").post(stropheCreation(1)).answered(created("s1", 60));
    assertThat(desktop.finished(1).bosh())
        .isEqualTo(new BoshFacts("s1", 1L, Duration.ofSeconds(60), 1, "answered", false, null));
    desktop.expect(
        "? session created Strophe asked wait 60s hold 1 ver 1.6 to fin.example granted wait 60s"
            + " hold 1 inactivity 60s requests 2 polling 5s maxpause 300s");
  }

  @Test
  void aRefusedCreationIsAnErrorAndNoSession() {
    desktop
        .at("10:00:00")
        .post(stropheCreation(1))
        .answered(terminated("host-unknown", ""))
        .expect("? poll 1 error status 200 after 0s: session terminated: host-unknown");
  }

  @Test
  void aCreationAnswerThatIsSentAgainCreatesNothingAgain() {
    desktop
        .at("10:00:00")
        .post(stropheCreation(1))
        .answered(created("s1", 30))
        .whatever()
        .post(stropheCreation(1))
        .answered(created("s1", 30))
        .expect();
  }

  @Test
  void aWrongPasswordIsSaidWithItsConditionAndItsAgent() {
    desktop
        .at("10:00:00")
        .post(jabberWerxCreation(1, "1001003@fin.example"))
        .answered(created("s1", 30))
        .whatever()
        .post(request("s1", 2, auth()))
        .answered(answer(failure("not-authorized")))
        .expect("1001003 session auth_failed not-authorized PLAIN");
  }

  @Test
  void theAnswerToAnAuthMayComeOnTheOtherRequest() {
    desktop
        .at("10:00:00")
        .post(stropheCreation(1))
        .answered(created("s1", 30))
        .whatever()
        .post(poll("s1", 2))
        .post(request("s1", 3, auth()))
        .answered(2, answer(success()))
        .expect("? session authenticated PLAIN");
  }

  @Test
  void thePresenceOfFinesseItselfTellsWhetherItsBackendIsThere() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .post(poll("s1", 5))
        .answered(
            answer(
                "<presence xmlns='jabber:client' from='finesse@fin.example/x' to='%s'/>"
                    .formatted(JID)))
        .expect("1001003 xmpp.presence to_client: presence available")
        .post(poll("s1", 6))
        .answered(
            answer(
                "<presence xmlns='jabber:client' from='finesse@fin.example/x' to='%s' "
                        .formatted(JID)
                    + "type='unavailable'/>"))
        .expect("1001003 xmpp.presence to_client: presence unavailable");
    Event.Stanza gone = (Event.Stanza) desktop.finished(6).events().get(0);
    assertThat(gone.from()).isEqualTo("finesse@fin.example/x");
    assertThat(gone.stanzaType()).isEqualTo("unavailable");
  }

  @Test
  void aSignOutIsTheClientsAndIsSaidOnce() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .post(poll("s1", 5))
        .post(terminate("s1", 6, unavailable()))
        .expect(
            "1001003 xmpp.presence to_server: presence unavailable",
            "1001003 session terminated by client")
        .answered(5, terminated())
        .answered(6, terminated())
        .expect();
  }

  @Test
  void aServerMayEndASessionWithoutACondition() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .post(poll("s1", 5))
        .answered(terminated())
        .expect("1001003 session terminated by server");
  }

  @Test
  void aConflictEndsTheSessionAndSaysWhy() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .post(poll("s1", 5))
        .answered(terminated("remote-stream-error", conflict()))
        .expect(
            "1001003 poll 5 error status 200 after 0s of 30s: session terminated:"
                + " remote-stream-error (conflict)",
            "1001003 xmpp.error to_client: stream error: conflict",
            "1001003 session terminated by server remote-stream-error");
  }

  @Test
  void anInvalidSidIsTheLossOfTheSessionOnceHoweverOftenTheClientTries() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .at("10:02:00")
        .post(poll("s1", 5))
        .answered(404, "Invalid SID.", "<html/>")
        .expect(
            "1001003 poll 5 error status 404 after 0s of 30s: HTTP 404 Invalid SID.",
            "1001003 session lost item-not-found")
        .post(poll("s1", 5))
        .answered(404, "Invalid SID.", "<html/>")
        .expect("1001003 poll 5 error status 404 after 0s of 30s: HTTP 404 Invalid SID.");
  }

  @Test
  void itemNotFoundIsTheLossOfTheSessionToo() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .post(poll("s1", 99))
        .answered(terminated("item-not-found", ""))
        .expect(
            "1001003 poll 99 error status 200 after 0s of 30s: session terminated: item-not-found",
            "1001003 session lost item-not-found");
  }

  @Test
  void notFoundAfterASignOutIsNoLoss() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .post(terminate("s1", 5, ""))
        .answered(terminated())
        .whatever()
        .post(poll("s1", 6))
        .answered(404, "Invalid SID.", "")
        .expect("1001003 poll 6 error status 404 after 0s of 30s: HTTP 404 Invalid SID.");
  }

  @Test
  void aLostSessionIsReCreatedAndTheOutageRunsFromItsLastGoodAnswer() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .post(poll("s1", 5))
        .at("10:00:30")
        .answered(idle())
        .at("10:02:00")
        .post(poll("s1", 6))
        .answered(404, "Invalid SID.", "")
        .whatever()
        .at("10:02:05")
        .signedIn("s2", JID)
        .expect(
            "1001003 session created JabberWerx asked wait 30s hold 1 ver 1.9 to fin.example"
                + GRANTED_30,
            "1001003 session authenticated PLAIN",
            "1001003 session restarted",
            "1001003 xmpp.iq to_server: bind resource desktop",
            "1001003 session bound",
            "1001003 session recreated outage 95s",
            "1001003 xmpp.iq to_client: bind " + JID + " result")
        .at("10:03:00")
        .signedIn("s3", JID)
        .expect(
            "1001003 session created JabberWerx asked wait 30s hold 1 ver 1.9 to fin.example"
                + GRANTED_30,
            "1001003 session authenticated PLAIN",
            "1001003 session restarted",
            "1001003 xmpp.iq to_server: bind resource desktop",
            "1001003 session bound",
            "1001003 xmpp.iq to_client: bind " + JID + " result");
  }

  @Test
  void aSessionWhosePollWasNotAnsweredIsReCreatedTooThoughNobodySaidItWasLost() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .post(poll("s1", 5))
        .at("10:00:35")
        .clientClosed()
        .whatever()
        .at("10:01:05")
        .signedIn("s2", JID);
    assertThat(changes()).contains("recreated after PT1M5S");
  }

  @Test
  void whoLogsInAgainMuchLaterReCreatesNothing() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .post(poll("s1", 5))
        .clientClosed()
        .whatever()
        .at("10:10:01")
        .signedIn("s2", JID);
    assertThat(changes()).doesNotContain("recreated after PT10M1S").contains("bound");
  }

  @Test
  void aSecondSessionBesideAHealthyOneReCreatesNothing() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .signedIn("s2", "1001003@fin.example/listener")
        .whatever();
    assertThat(changes()).noneMatch(change -> change.startsWith("recreated"));
  }

  @Test
  void aSessionThatAnswersAgainIsNotLost() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .post(poll("s1", 5))
        .answered(404, "Not Found", "")
        .post(poll("s1", 5))
        .answered(idle())
        .whatever()
        .signedIn("s2", JID)
        .whatever();
    assertThat(changes()).noneMatch(change -> change.startsWith("recreated"));
  }

  @Test
  void inACaptureThatBeginsInMidSessionTheAgentIsWhomMessagesAreSentTo() {
    desktop
        .at("10:00:00")
        .post(poll("s1", 70))
        .answered(answer(stateOf("1001003", "READY", "1001003@fin.example")))
        .expect("1001003 told finesse.user READY")
        .post(poll("s1", 71))
        .answered(404, "Invalid SID.", "")
        .expect(
            "1001003 poll 71 error status 404 after 0s: HTTP 404 Invalid SID.",
            "1001003 session lost item-not-found");
  }

  @Test
  void theSameSidOnTwoServersIsTwoSessions() {
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .whatever()
        .send(Transcript.DESKTOP, "POST", "/http-bind", poll("s1", 5))
        .answered(idle());
    assertThat(desktop.finished(5).bosh().agent()).isNull();
  }

  @Test
  void sessionsAreForgottenBeyondTheLimit() {
    Transcript small =
        new Transcript(
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(60), 1_000_000, 64, 100, 2))
            .withSignsApart();
    small
        .at("10:00:00")
        .signedIn("s1", JID)
        .signedIn("s2", "1001004@fin.example/desktop")
        .signedIn("s3", "1001005@fin.example/desktop")
        .whatever()
        .post(poll("s1", 5))
        .post(poll("s3", 5))
        .at("10:00:40")
        .whatever()
        .tick()
        .expect("1001005 poll 5 overdue after 35s of 30s");
  }

  @Test
  void anEventSaysTheStateBeforeAsTheSameReceiverSawIt() {
    String supervisor = "1001009@fin.example/desktop";
    desktop
        .at("10:00:00")
        .signedIn("s1", JID)
        .signedIn("s9", supervisor)
        .whatever()
        .post(poll("s1", 5))
        .answered(answer(stateOf("1001003", "NOT_READY", JID) + stateOf("1001003", "READY", JID)))
        .expect(
            "1001003 told finesse.user NOT_READY",
            "1001003 told finesse.user READY after NOT_READY")
        .post(poll("s9", 5))
        .answered(
            answer(
                stateInTeam("1001003", "READY", supervisor)
                    + stateInTeam("1001004", "TALKING", supervisor)
                    + stateInTeam("1001003", "RESERVED", supervisor)))
        .expect(
            "1001009 told finesse.team READY",
            "1001009 told finesse.team TALKING",
            "1001009 told finesse.team RESERVED after READY");
  }

  private List<String> changes() {
    return desktop.whatever().said().stream()
        .filter(Observation.Happened.class::isInstance)
        .map(said -> ((Observation.Happened) said).event())
        .filter(Event.Session.class::isInstance)
        .map(Event.Session.class::cast)
        .map(
            session ->
                session.change().name().toLowerCase(Locale.ROOT)
                    + (session.outage() == null ? "" : " after " + session.outage()))
        .toList();
  }
}
