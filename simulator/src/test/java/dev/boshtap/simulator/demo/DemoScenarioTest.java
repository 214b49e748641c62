package dev.boshtap.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.boshtap.simulator.NoLeaks;
import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentNetwork;
import dev.boshtap.simulator.journal.ConnectionEnd.By;
import dev.boshtap.simulator.journal.ConnectionEnd.Manner;
import dev.boshtap.simulator.journal.JournalEntry.Published;
import dev.boshtap.simulator.journal.JournalEntry.Session;
import dev.boshtap.simulator.journal.JournalEntry.SessionChange;
import dev.boshtap.simulator.journal.ServedExchange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class DemoScenarioTest {

  @Test
  void losesExactlyThePollsThatItSays() throws Exception {
    DemoScenario scenario = new DemoScenario(42, Duration.ofSeconds(3), 3);
    try (SimulatedFinesse finesse = scenario.server().start();
        AgentNetwork network =
            new AgentNetwork(
                finesse.hostName(),
                finesse.boshAddress(),
                finesse.restAddress(),
                finesse.caCertificate(),
                null,
                1);
        DemoRun run = scenario.start(finesse, network)) {
      List<LostPoll> lost = run.completion().get(20, TimeUnit.SECONDS);

      assertThat(lost)
          .extracting(LostPoll::agent, LostPoll::endedBy, LostPoll::how)
          .containsExactlyInAnyOrder(
              tuple("1001", By.CLIENT, Manner.CLEAN),
              tuple("1002", By.SERVER, Manner.RESET),
              tuple("1003", By.SERVER, Manner.CLEAN));
      List<ServedExchange> exchanges = finesse.journal().exchanges();
      assertThat(exchanges).filteredOn(ServedExchange::isUnanswered).hasSameSizeAs(lost);
      assertThat(exchanges).noneMatch(ServedExchange::isOpen);
      assertThat(exchanges)
          .filteredOn(exchange -> exchange.request().poll())
          .extracting(ServedExchange::status)
          .filteredOn(status -> status != null && status != 200)
          .containsOnly(502, 404)
          .containsOnlyOnce(502);
      assertThat(finesse.notifications().sessionCount()).isZero();
      assertThat(finesse.journal().entries(Session.class))
          .filteredOn(session -> session.change() == SessionChange.AVAILABLE)
          .hasSize(5);
      assertThat(finesse.journal().entries(Published.class))
          .extracting(Published::node)
          .contains(
              "/finesse/api/User/1001",
              "/finesse/api/User/1001/Dialogs",
              "/finesse/api/Team/1/Users",
              "/finesse/api/Queue/7");
    }
  }

  @Test
  void asksForWhatTheStoryNeeds() {
    assertThatThrownBy(() -> new DemoScenario(1, Duration.ofSeconds(1), 3))
        .hasMessageContaining("length: PT1S (expected: >= PT2S)");
    assertThatThrownBy(() -> new DemoScenario(1, Duration.ofSeconds(20), 2))
        .hasMessageContaining("agents: 2 (expected: >= 3)");
    assertThat(new DemoScenario(1, Duration.ofSeconds(20), 3).longestWait()).hasSeconds(2);
  }
}
