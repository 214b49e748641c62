package dev.boshtap.decoders.life;

import static dev.boshtap.decoders.Bodies.answer;
import static dev.boshtap.decoders.Bodies.poll;
import static dev.boshtap.decoders.Transcript.DESKTOP;
import static dev.boshtap.decoders.life.AgentDay.AGENT;

import dev.boshtap.decoders.Transcript;
import dev.boshtap.decoders.wire.Header;
import org.junit.jupiter.api.Test;

class RequestsTest {

  private static final String USER = "/finesse/api/User/" + AGENT;
  private static final String CALL = "1001003 PUT " + USER + " -> 202 in 0s: state READY";

  private final AgentDay day = new AgentDay();

  @Test
  void anEventNamesTheCallItIsTheResultOf() {
    day.at("09:00:00").asks("READY").expect(CALL).at("09:00:00.062").state("READY");
    day.expect("1001003 told finesse.user READY caused by 5 in 62ms");
    nothingFollows();
  }

  /** By the request id, even where another resource changes; and each of the events. */
  @Test
  void aRequestIdIsBelievedBeforeAResource() {
    put("r-17");
    day.wire().answered(202, "Accepted", "");
    day.expect(CALL)
        .state("READY", "", "r-17")
        .expect("1001003 told finesse.user READY caused by 5 in 0s")
        .told("/finesse/api/Team/5/Users", "PUT", member(), USER, "r-17")
        .expect("1001003 told finesse.team READY caused by 5 in 0s");
    nothingFollows();
  }

  @Test
  void anEventWithAnotherRequestIdIsNoResult() {
    put("r-17");
    day.wire().answered(202, "Accepted", "");
    day.whatever().state("READY", "", "r-18").expect("1001003 told finesse.user READY");
    day.at("09:00:30").finish();
    day.expect(missing(", requestId=r-17"));
  }

  /** The poll is answered while the 202 is still on its way. */
  @Test
  void theEventMayComeBeforeTheAnswer() {
    put("r-17");
    day.wire().post(poll("s1", 5));
    day.wire()
        .answered(
            6,
            answer(
                AgentDay.message(
                    USER, "PUT", "<user><state>READY</state></user>", USER, "r-17", "x")));
    day.expect("1001003 told finesse.user READY caused by 5 in 0s");
    day.wire().accepted(5);
    day.expect(CALL);
    nothingFollows();
  }

  @Test
  void aCallThatNoEventFollowsIsSaidByATick() {
    day.at("09:00:00").asks("READY").expect(CALL).at("09:00:10").wire().tick();
    day.expect(missing("")).at("09:00:30").wire().tick().expect();
  }

  @Test
  void aCallThatNoEventFollowsIsSaidByTheNextEventInAFile() {
    day.at("09:00:00")
        .asks("READY")
        .expect(CALL)
        .at("09:02:00")
        .system("IN_SERVICE")
        .expect(missing(""), "1001003 told finesse.systeminfo IN_SERVICE");
  }

  @Test
  void aRefusedCallHasNoEventToWaitFor() {
    day.at("09:00:00")
        .wire()
        .send(DESKTOP, "PUT", USER, "<User><state>READY</state></User>")
        .answered(
            400,
            "Bad Request",
            "<ApiErrors><ApiError><ErrorType>Invalid State</ErrorType>"
                + "<ErrorMessage>E_STATE</ErrorMessage></ApiError></ApiErrors>")
        .expect("1001003 PUT " + USER + " -> 400 in 0s: state READY error E_STATE");
    nothingFollows();
  }

  /** Whose events are not seen here may well have been told. */
  @Test
  void nothingIsMissingWhereNoEventsAreSeen() {
    Transcript alone = new Transcript();
    alone
        .at("09:00:00")
        .send(DESKTOP, "PUT", USER, "<User><state>READY</state></User>")
        .answered(202, "Accepted", "")
        .expect(CALL)
        .at("09:05:00")
        .tick()
        .finish()
        .expect();
  }

  @Test
  void whoSignsOutAndLeavesIsToldNothing() {
    day.at("09:00:00").asks("LOGOUT").hangsUp().whatever();
    nothingFollows();
  }

  private void put(String requestId) {
    day.at("09:00:00")
        .wire()
        .send(
            DESKTOP,
            "PUT",
            USER,
            "<User><state>READY</state></User>",
            new Header("requestId", requestId));
  }

  private void nothingFollows() {
    day.at("09:05:00").finish().expect();
  }

  private static String missing(String more) {
    return "1001003 notice rest.no-event: 202, and no event within 10.0 s {loginId=1001003, path="
        + USER
        + more
        + "} [5]";
  }

  private static String member() {
    return "<user><loginId>1001003</loginId><state>READY</state></user>";
  }
}
