package dev.boshtap.decoders.life;

import static dev.boshtap.decoders.Transcript.DESKTOP;
import static dev.boshtap.decoders.life.AgentDay.AGENT;
import static dev.boshtap.decoders.life.AgentDay.party;

import org.junit.jupiter.api.Test;

class CallLifeTest {

  private static final String CALLER = party("5551234", "ACTIVE");

  private static final String AGENT_DEVICE = "<mediaAddressType>AGENT_DEVICE</mediaAddressType>";

  private final AgentDay day = new AgentDay();

  @Test
  void aCallIsOfferedAnsweredHeldRetrievedWrappedUpAndEnded() {
    day.at("09:00:00")
        .calls("POST", "1", "ALERTING", "ALERTING")
        .expect(told("OFFERED", 0, 0, 0))
        .at("09:00:04")
        .call("1", "ACTIVE", "ACTIVE", CALLER)
        .expect(told("ANSWERED", 4, 0, 0))
        .at("09:01:04")
        .call("1", "ACTIVE", "HELD", CALLER)
        .expect(told("HELD", 4, 60, 0))
        .at("09:01:14")
        .call("1", "ACTIVE", "ACTIVE", CALLER)
        .expect(told("RETRIEVED", 4, 60, 10))
        .at("09:01:20")
        .call("1", "ACTIVE", "ACTIVE", CALLER)
        .expect(told("null", 4, 66, 10))
        .at("09:02:14")
        .call("1", "DROPPED", "WRAP_UP", party("5551234", "DROPPED"))
        .expect(told("WRAP_UP", 4, 120, 10))
        .at("09:02:44")
        .calls("DELETE", "1", "DROPPED", "DROPPED")
        .expect(told("ENDED", 4, 120, 10))
        .at("09:10:00")
        .finish()
        .expect();
  }

  @Test
  void anOutboundCallIsPlaced() {
    day.at("09:00:00")
        .calls("POST", "1", "INITIATED", "INITIATED")
        .expect(told("PLACED", 0, 0, 0))
        .at("09:00:06")
        .call("1", "FAILED", "FAILED", "")
        .expect(told("FAILED", 6, 0, 0));
  }

  @Test
  void aCallThatGoesOnWithoutTheAgentWasTransferred() {
    talking()
        .at("09:01:00")
        .call("1", "ACTIVE", "DROPPED", CALLER + party("1081009", "ACTIVE"))
        .expect(told("TRANSFERRED", 0, 60, 0));
  }

  /** Of two agents in a call the receiver is the one with the receiver's telephone. */
  @Test
  void theAgentIsKnownByTheTelephone() {
    String colleague = party("1081009", "HELD").replace("<state>", AGENT_DEVICE + "<state>");
    day.at("09:00:00")
        .state("TALKING")
        .calls("POST", "1", "ALERTING", "ALERTING")
        .whatever()
        .call("1", "ACTIVE", "ACTIVE", colleague)
        .expect(told("ANSWERED", 0, 0, 0));
  }

  @Test
  void aCallThatTheAgentAskedToTransferWasTransferred() {
    talking().at("09:01:00");
    day.wire()
        .send(
            DESKTOP,
            "PUT",
            "/finesse/api/Dialog/1",
            "<Dialog><requestedAction>TRANSFER_SST</requestedAction></Dialog>")
        .answered(202, "Accepted", "");
    day.whatever().calls("DELETE", "1", "DROPPED", "DROPPED").expect(told("TRANSFERRED", 0, 60, 0));
  }

  @Test
  void aThirdPartyMakesAConference() {
    talking()
        .at("09:01:00")
        .call("1", "ACTIVE", "ACTIVE", CALLER + party("1081009", "ACTIVE"))
        .expect(told("CONFERENCED", 0, 60, 0));
  }

  @Test
  void aCallThatChangesUnannouncedWasAnnouncedToNobody() {
    day.at("09:00:00")
        .call("1", "ACTIVE", "ACTIVE", CALLER)
        .expect(
            told("ANSWERED", 0, 0, 0),
            "1001003 notice call.not-announced: a call changes (PUT) that was never announced"
                + " (POST): events were lost {dialogId=1, state=ACTIVE} [5]");
  }

  /** After a reload the desktop asks what there is, and knows. */
  @Test
  void aCallThatTheDesktopAskedForIsKnown() {
    day.at("09:00:00")
        .wire()
        .send(DESKTOP, "GET", "/finesse/api/User/" + AGENT + "/Dialogs", "")
        .answered("<Dialogs><Dialog><id>1</id><state>ACTIVE</state></Dialog></Dialogs>")
        .expect();
    day.call("1", "ACTIVE", "HELD", CALLER).expect(told("HELD", 0, 0, 0));
  }

  /** Where the session was there before we were, what came before it is not known. */
  @Test
  void ofASessionThatIsSeenFromTheMiddleNothingIsMissing() {
    AgentDay late = new AgentDay("s2");
    late.at("09:00:00").call("1", "ACTIVE", "ACTIVE", CALLER).expect(told("ANSWERED", 0, 0, 0));
  }

  @Test
  void aCallThatIsOverAndNotRemovedIsSaidByATick() {
    dropped().at("09:01:10").wire().tick();
    day.expect(notRemoved());
  }

  @Test
  void aCallThatIsOverAndNotRemovedIsSaidByTheNextEvent() {
    dropped().at("09:05:00").state("READY").expect(notRemoved(), "1001003 told finesse.user READY");
  }

  @Test
  void aCallThatIsOverAndNotRemovedIsSaidAtTheEnd() {
    dropped().at("09:05:00").finish().expect(notRemoved());
  }

  @Test
  void aDesktopThatSaidGoodByeIsToldNothing() {
    dropped().at("09:01:02").hangsUp().whatever().at("09:05:00").finish().expect();
  }

  private AgentDay talking() {
    return day.at("09:00:00")
        .calls("POST", "1", "ALERTING", "ALERTING")
        .call("1", "ACTIVE", "ACTIVE", CALLER)
        .whatever();
  }

  private AgentDay dropped() {
    return talking()
        .at("09:01:00")
        .call("1", "DROPPED", "DROPPED", party("5551234", "DROPPED"))
        .whatever();
  }

  private static String notRemoved() {
    return "1001003 notice call.not-removed: a call is over (DROPPED) and was not removed (DELETE)"
        + " within 10.0 s: events were lost {dialogId=1} [7]";
  }

  private static String told(String phase, int ringing, int talking, int held) {
    return "1001003 told finesse.dialog null call %s ringing %ds talking %ds held %ds"
        .formatted(phase, ringing, talking, held);
  }
}
