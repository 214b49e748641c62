package dev.boshtap.decoders.life;

import static dev.boshtap.decoders.life.AgentDay.AGENT;
import static dev.boshtap.decoders.life.AgentDay.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentLifeTest {

  private final AgentDay day = new AgentDay();

  @Test
  void aStateSaysHowLongTheOneBeforeLasted() {
    day.at("09:00:00")
        .state("NOT_READY")
        .expect("1001003 told finesse.user NOT_READY")
        .at("09:00:30")
        .state("READY")
        .expect("1001003 told finesse.user READY after NOT_READY lasted 30s");
  }

  /** Finesse's own times count where it gives both; they tell too how late the wire is. */
  @Test
  void theServersTimesAreBelievedBeforeOurs() {
    day.at("09:00:00")
        .state("NOT_READY", changed("08:55:00.000"), null)
        .expect("1001003 told finesse.user NOT_READY")
        .at("09:00:30")
        .state("READY", changed("09:00:29.750"), null)
        .expect("1001003 told finesse.user READY after NOT_READY lasted 329750ms delay 250ms");
  }

  /** What is told a second time is neither a change nor late. */
  @Test
  void theSameStateAgainIsNoChange() {
    day.at("09:00:00")
        .state("TALKING", changed("08:59:00.000"), null)
        .whatever()
        .at("09:01:00")
        .state("TALKING", changed("08:59:00.000") + pending("NOT_READY"), null)
        .expect("1001003 told finesse.user TALKING after TALKING");
  }

  @Test
  void aDelayIsCorrectedOnceTheDriftIsKnown() {
    day.at("09:00:00")
        .systemInfo("<currentTimestamp>2026-11-22T09:00:02.000Z</currentTimestamp>")
        .state("NOT_READY", changed("08:00:00.000"), null)
        .whatever()
        .at("09:00:10")
        .state("READY", changed("09:00:11.900"), null)
        .expect(
            "1001003 told finesse.user READY after NOT_READY lasted 3611900ms delay 100ms corrected")
        .at("09:00:20")
        .state("NOT_READY", changed("09:00:15.000"), null)
        .expect(
            "1001003 told finesse.user NOT_READY after READY lasted 3100ms delay 7s corrected",
            "1001003 notice event.late: told 7.0 s after the change"
                + " {node=/finesse/api/User/1001003} [8]");
  }

  @Test
  void aReasonIsSaidInWords() {
    day.at("09:00:00")
        .state("LOGOUT", reason("255"), null)
        .expect(
            "1001003 told finesse.user LOGOUT because connection failure",
            "1001003 notice agent.connection-reason: state changed because a connection failed or"
                + " another took its place: connection failure"
                + " {loginId=1001003, state=LOGOUT, reasonCode=255} [5]");
  }

  @ParameterizedTest
  @CsvSource({
    "'', call not answered (UCCE) or signed in again (UCCX)",
    "UCCE, call not answered",
    "UCCX, signed in again"
  })
  void aReasonMeansWhatItMeansInTheDeployment(String deployment, String words) {
    day.at("09:00:00")
        .systemInfo("<deploymentType>" + deployment + "</deploymentType>")
        .whatever()
        .state("NOT_READY", reason("32767"), null)
        .expect("1001003 told finesse.user NOT_READY because " + words);
  }

  /** The words that were configured for a code that is no system's. */
  @Test
  void aConfiguredReasonHasItsLabel() {
    day.at("09:00:00")
        .state("NOT_READY", reason("7"), null)
        .expect("1001003 told finesse.user NOT_READY because Lunch");
  }

  /** The number of a configured reason is no code, whatever it happens to be. */
  @Test
  void theIdOfAReasonHasNoWords() {
    day.at("09:00:00")
        .state("NOT_READY", "<reasonCodeId>22</reasonCodeId>", null)
        .expect("1001003 told finesse.user NOT_READY");
  }

  @Test
  void anUnusualTransitionIsANotice() {
    day.at("09:00:00")
        .state("LOGOUT")
        .whatever()
        .at("09:00:05")
        .state("TALKING")
        .expect(
            "1001003 told finesse.user TALKING after LOGOUT lasted 5s",
            "1001003 notice agent.unusual-transition: TALKING after LOGOUT is not in Cisco's table of"
                + " transitions: a failover, or events were lost"
                + " {loginId=1001003, state=TALKING} [5, 6]");
  }

  @ParameterizedTest
  @CsvSource({"UCCE, 1", "UCCX, 0", "'', 0"})
  void readyToLogoutIsAllowedOnExpress(String deployment, int notices) {
    day.at("09:00:00")
        .systemInfo("<deploymentType>" + deployment + "</deploymentType>")
        .state("READY")
        .then("09:00:05")
        .state("LOGOUT")
        .whatever();

    assertThat(notices()).hasSize(notices);
  }

  @Test
  void aPendingStateThatDoesNotComeIsANotice() {
    day.at("09:00:00")
        .state("TALKING", pending("NOT_READY"), null)
        .then("09:00:05")
        .state("WORK", pending("NOT_READY"), null)
        .then("09:00:10")
        .state("READY", pending(""), null)
        .expect(
            "1001003 told finesse.user READY after WORK lasted 5s",
            "1001003 notice agent.pending-state-lost: READY, though NOT_READY was pending"
                + " {loginId=1001003, state=READY} [6, 7]");
  }

  @Test
  void thePendingStateThatComesIsNone() {
    day.at("09:00:00")
        .state("TALKING", pending("NOT_READY"), null)
        .then("09:00:05")
        .state("NOT_READY", pending(""), null)
        .expect("1001003 told finesse.user NOT_READY after TALKING lasted 5s");
  }

  @Test
  void aSupervisorSeesTheTeamBuildUp() {
    day.at("09:00:00")
        .told(
            "/finesse/api/Team/5/Users",
            "PUT",
            "<Team><id>5</id><users>"
                + member("1001004", "READY")
                + member("1001005", "READY")
                + member("1001006", "TALKING")
                + "</users></Team>",
            "/finesse/api/Team/5",
            null)
        .told(
            "/finesse/api/Team/5/Users",
            "put",
            member("1001005", "NOT_READY"),
            "/finesse/api/User/1001005",
            null)
        .whatever();

    assertThat(lives())
        .extracting(Life::team)
        .containsExactly(
            new Life.Team(Map.of("READY", 2, "TALKING", 1)),
            new Life.Team(Map.of("READY", 1, "TALKING", 1, "NOT_READY", 1)));
    assertThat(last().fields().previousState()).isEqualTo("READY");
  }

  @Test
  void aQueueHasItsNumbers() {
    day.at("09:00:00")
        .told(
            "/finesse/api/Queue/7",
            "PUT",
            "<Queue><name>Billing</name><statistics><callsInQueue>3</callsInQueue>"
                + "<startTimeOfLongestCallInQueue>2026-11-22T08:58:48.000Z"
                + "</startTimeOfLongestCallInQueue><agentsReady>-1</agentsReady>"
                + "<agentsTalkingInbound>2</agentsTalkingInbound>"
                + "<agentsTalkingInternal>1</agentsTalkingInternal></statistics></Queue>",
            "/finesse/api/Queue/7",
            null)
        .whatever();

    assertThat(last().life().queue())
        .isEqualTo(new Life.Queue(3, Duration.ofSeconds(72), null, null, 3, null, null));
  }

  @Test
  void anItemThatIsDeliveredTwiceIsKeptAndMarked() {
    String ready =
        message(
            "/finesse/api/User/" + AGENT,
            "PUT",
            "<user><loginId>1001003</loginId><state>READY</state></user>",
            "/finesse/api/User/" + AGENT,
            null,
            "same");
    day.at("09:00:00")
        .hears(ready + ready)
        .expect("1001003 told finesse.user READY", "1001003 told finesse.user READY again")
        .at("09:00:30")
        .hears(ready)
        .expect("1001003 told finesse.user READY again");
  }

  /** Without an id an item is known by its content, and in one answer only. */
  @Test
  void anItemWithoutAnIdIsARepeatWithinOneAnswer() {
    String ready =
        message(
                "/finesse/api/User/" + AGENT,
                "PUT",
                "<user><state>READY</state></user>",
                "/finesse/api/User/" + AGENT,
                null,
                "x")
            .replace("<item id='x'>", "<item>");
    day.at("09:00:00")
        .hears(ready + ready)
        .expect("1001003 told finesse.user READY", "1001003 told finesse.user READY again")
        .at("09:00:30")
        .hears(ready)
        .expect("1001003 told finesse.user READY after READY");
  }

  @Test
  void aSystemGoesOutOfServiceOnceAndComesBackOnce() {
    day.at("09:00:00").system("OUT_OF_SERVICE").system("OUT_OF_SERVICE");
    day.expect(
        "1001003 told finesse.systeminfo OUT_OF_SERVICE",
        "1001003 notice system.out-of-service: SystemInfo says OUT_OF_SERVICE {} [5]",
        "1001003 told finesse.systeminfo OUT_OF_SERVICE after OUT_OF_SERVICE");
    day.at("09:00:40")
        .system("IN_SERVICE")
        .expect(
            "1001003 told finesse.systeminfo IN_SERVICE after OUT_OF_SERVICE lasted 40s",
            "1001003 notice system.in-service: SystemInfo says IN_SERVICE again {} [7]");
  }

  private static String changed(String time) {
    return "<stateChangeTime>2026-11-22T" + time + "Z</stateChangeTime>";
  }

  private static String pending(String state) {
    return "<pendingState>" + state + "</pendingState>";
  }

  private static String reason(String code) {
    return "<ReasonCode><code>" + code + "</code><label>Lunch</label></ReasonCode>";
  }

  private static String member(String loginId, String state) {
    return "<User><loginId>%s</loginId><state>%s</state></User>".formatted(loginId, state);
  }

  private List<Event.Notice> notices() {
    return events(Event.Notice.class).stream()
        .filter(notice -> notice.sign().word().startsWith("agent."))
        .toList();
  }

  private List<Life> lives() {
    return events(Event.Finesse.class).stream().map(Event.Finesse::life).toList();
  }

  private Event.Finesse last() {
    List<Event.Finesse> all = events(Event.Finesse.class);
    return all.get(all.size() - 1);
  }

  private <T extends Event> List<T> events(Class<T> kind) {
    return day.wire().said().stream()
        .filter(Observation.Happened.class::isInstance)
        .map(said -> ((Observation.Happened) said).event())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
