package dev.boshtap.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.simulator.fault.FaultRule.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final Fault RESET = new Fault.Reset();
  private static final Fault CLOSE = new Fault.CloseClean();

  private final Faults faults = new Faults();

  @Test
  void nextStrikesOnceAndNthWaitsForItsTurn() {
    faults.add(FaultRule.next(Requests.pollsOf("1001"), RESET));
    faults.add(FaultRule.nth(3, Requests.pollsOf("1001"), CLOSE));
    assertThat(strike(poll("1002", 1))).isEmpty();
    assertThat(strike(poll("1001", 2))).contains(RESET);
    assertThat(strike(poll("1001", 3))).isEmpty();
    assertThat(strike(poll("1001", 4))).contains(CLOSE);
    assertThat(strike(poll("1001", 5))).isEmpty();
  }

  @Test
  void aRuleThatCameSecondStrikesTheNextRequest() {
    faults.add(FaultRule.next(Requests.polls(), RESET));
    faults.add(FaultRule.next(Requests.pollsOf("1001"), CLOSE));
    assertThat(strike(poll("1001", 1))).contains(RESET);
    assertThat(strike(poll("1001", 2))).contains(CLOSE);
    assertThat(strike(poll("1001", 3))).isEmpty();
  }

  @Test
  void allStrikesUntilCleared() {
    faults.add(FaultRule.all(Requests.to(Endpoint.BOSH), RESET));
    assertThat(strike(poll("1001", 1))).contains(RESET);
    assertThat(strike(poll("1002", 2))).contains(RESET);
    faults.clear();
    assertThat(strike(poll("1002", 3))).isEmpty();
  }

  @Test
  void aRuleForTheHeadIsNotForTheWholeRequest() {
    faults.add(FaultRule.next(Requests.path("/http-bind/"), RESET).beforeBody());
    assertThat(strike(poll("1001", 1))).isEmpty();
    assertThat(faults.strike(poll("1001", 1), Phase.HEAD)).contains(RESET);
    Fault late = new Fault.Delay(Duration.ofSeconds(1));
    assertThatThrownBy(() -> FaultRule.next(Requests.all(), late).beforeBody())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Delay");
  }

  @Test
  void ridsAndAgentsAreTold() {
    assertThat(Requests.rid(7)).accepts(poll("1001", 7)).rejects(poll("1001", 8));
    assertThat(Requests.of("1001")).accepts(poll("1001", 7)).rejects(poll("1002", 7));
  }

  private Optional<Fault> strike(SeenRequest request) {
    return faults.strike(request, Phase.BODY);
  }

  private static SeenRequest poll(String agent, long rid) {
    return new SeenRequest(1, 1, Endpoint.BOSH, "POST", "/http-bind/", agent, "s", rid, true, null);
  }
}
