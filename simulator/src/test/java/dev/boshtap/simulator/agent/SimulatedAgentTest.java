package dev.boshtap.simulator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.simulator.NoLeaks;
import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.FaultRule;
import dev.boshtap.simulator.fault.Requests;
import dev.boshtap.simulator.finesse.AgentState;
import dev.boshtap.simulator.journal.ConnectionEnd.By;
import dev.boshtap.simulator.journal.JournalEntry.ConnectionClosed;
import dev.boshtap.simulator.journal.JournalEntry.FaultApplied;
import dev.boshtap.simulator.journal.JournalEntry.RequestSeen;
import dev.boshtap.simulator.journal.JournalEntry.Session;
import dev.boshtap.simulator.journal.JournalEntry.SessionChange;
import dev.boshtap.simulator.journal.ServedExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Agents against the server, through real sockets. */
@ExtendWith(NoLeaks.class)
class SimulatedAgentTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private SimulatedFinesse finesse;
  private AgentNetwork network;

  @BeforeEach
  void start() throws IOException {
    finesse =
        SimulatedFinesse.builder()
            .longestWait(Duration.ofMillis(300))
            .gzip(true)
            .admission((user, password) -> password.equals("secret-of-" + user))
            .start();
    network = network(null);
  }

  @AfterEach
  void stop() {
    network.close();
    finesse.close();
  }

  @Test
  void anAgentSignsInWorksAndLeaves() throws Exception {
    Inbox inbox = new Inbox();
    SimulatedAgent agent = new SimulatedAgent(network, hurried("1001"), inbox);
    get(agent.login());
    assertThat(finesse.notifications().sessionsOf("1001")).containsExactly(agent.sid());

    assertThat(get(agent.changeState("LOGIN")).status()).isEqualTo(202);
    assertThat(inbox.next().payload()).contains("<state>NOT_READY</state>");
    assertThat(get(agent.changeState("READY")).status()).isEqualTo(202);
    assertThat(inbox.next().payload()).contains("<state>READY</state>");

    String dialog = finesse.centre().ring("1001", "5551234", Map.of("callVariable1", "a<b&c"));
    assertThat(inbox.next().payload()).contains("<state>RESERVED</state>");
    ReceivedItem ringing = inbox.next();
    assertThat(ringing.node()).isEqualTo("/finesse/api/User/1001/Dialogs");
    assertThat(ringing.payload())
        .contains("<state>ALERTING</state>", "<value>a&lt;b&amp;c</value>", "<event>POST</event>");

    assertThat(get(agent.act(dialog, "ANSWER")).status()).isEqualTo(202);
    assertThat(inbox.next().payload()).contains("<dialog>", "<state>ACTIVE</state>");
    assertThat(inbox.next().payload()).contains("<state>TALKING</state>");

    assertThat(get(agent.act(dialog, "DROP")).status()).isEqualTo(202);
    assertThat(inbox.next().payload()).contains("<dialog>", "<state>DROPPED</state>");
    assertThat(inbox.next().payload()).contains("<event>DELETE</event>");
    assertThat(inbox.next().payload()).contains("<state>WORK</state>");
    assertThat(finesse.centre().stateOf("1001")).isEqualTo(AgentState.WORK);

    assertThat(get(agent.systemInfo()).body()).contains("<currentTimestamp>");
    get(agent.logout());
    assertThat(finesse.notifications().sessionCount()).isZero();
    assertThat(finesse.journal().exchanges()).allMatch(ServedExchange::whole);
  }

  @Test
  void anAgentWhoseCallWasNotTakenIsReadyAgain() {
    finesse.centre().force("1001", AgentState.READY, 0);
    String dialog = finesse.centre().ring("1001", "5551234", Map.of());
    assertThat(finesse.centre().stateOf("1001")).isEqualTo(AgentState.RESERVED);
    finesse.centre().drop(dialog);
    assertThat(finesse.centre().stateOf("1001")).isEqualTo(AgentState.READY);
  }

  @Test
  void aSupervisorSeesTheTeam() throws Exception {
    Inbox inbox = new Inbox();
    SimulatedAgent supervisor = new SimulatedAgent(network, hurried("2001"), inbox);
    get(supervisor.login());
    get(supervisor.subscribe("/finesse/api/Team/1/Users"));
    finesse.centre().force("1001", AgentState.NOT_READY, 5);
    ReceivedItem item = inbox.next();
    assertThat(item.node()).isEqualTo("/finesse/api/Team/1/Users");
    assertThat(item.payload()).contains("<source>/finesse/api/User/1001</source>");
    get(supervisor.logout());
  }

  @Test
  void aWrongPasswordIsNotLetIn() throws Exception {
    SimulatedAgent agent = new SimulatedAgent(network, hurried("1001").withPassword("guess"));
    assertThatThrownBy(() -> get(agent.login()))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("not authorized");
    assertThat(get(agent.changeState("READY")).status()).isEqualTo(401);
    get(agent.vanish());
  }

  @Test
  void aPollThatIsNeverAnsweredIsGivenUpAndNothingIsMissed() throws Exception {
    Inbox inbox = new Inbox();
    AgentProfile impatient =
        hurried("1001").withPatience(Duration.ofMillis(-900), Duration.ofMillis(5));
    SimulatedAgent agent = new SimulatedAgent(network, impatient, inbox);
    get(agent.login());
    // Announced as 1 s; with patience of -0.9 s every poll is given up after 0.1 s of 0.3 s.
    finesse.faults().add(FaultRule.next(Requests.pollsOf("1001"), new Fault.NeverAnswer()));
    long struck = struck(1).request();
    finesse.publish("/finesse/api/User/1001", "<Update>while away</Update>");
    assertThat(inbox.next().payload()).isEqualTo("<Update>while away</Update>");

    ServedExchange lost = exchange(struck);
    assertThat(lost.isUnanswered()).isTrue();
    assertThat(lost.end().by()).isEqualTo(By.CLIENT);
    long rid = lost.request().rid();
    assertThat(finesse.journal().exchanges())
        .filteredOn(exchange -> exchange.request().rid() == rid)
        .hasSizeGreaterThan(1);
    get(agent.logout());
  }

  @Test
  void aResetPollIsSentAgainWithItsRid() throws Exception {
    Inbox inbox = new Inbox();
    SimulatedAgent agent = new SimulatedAgent(network, hurried("1001"), inbox);
    get(agent.login());
    finesse.faults().add(FaultRule.next(Requests.pollsOf("1001"), new Fault.Reset()));
    long rid = exchange(struck(1).request()).request().rid();
    assertThat(
            finesse
                .journal()
                .await(
                    RequestSeen.class,
                    seen -> seen.request().rid() == rid && seen.request().number() > 0,
                    SOON))
        .isPresent();
    finesse.publish("/finesse/api/User/1001", "<Update/>");
    assertThat(inbox.next().payload()).isEqualTo("<Update/>");
    get(agent.logout());
  }

  @Test
  void anAnswerThatIsCutIsSentAgain() throws Exception {
    Inbox inbox = new Inbox();
    SimulatedAgent agent = new SimulatedAgent(network, hurried("1001"), inbox);
    get(agent.login());
    finesse
        .faults()
        .add(FaultRule.next(Requests.pollsOf("1001"), new Fault.CutBody(30, Fault.Cut.CLOSE)));
    struck(1);
    finesse.publish("/finesse/api/User/1001", "<Update>once</Update>");
    assertThat(inbox.next().payload()).isEqualTo("<Update>once</Update>");
    get(agent.logout());
    assertThat(inbox.items).isEmpty();
  }

  @Test
  void aForgottenSessionIsMadeAnew() throws Exception {
    Inbox inbox = new Inbox();
    SimulatedAgent agent =
        new SimulatedAgent(network, hurried("1001").reconnecting(Duration.ofMillis(10)), inbox);
    get(agent.login());
    String first = agent.sid();
    finesse.faults().add(FaultRule.next(Requests.pollsOf("1001"), new Fault.NotFound()));
    assertThat(
            finesse
                .journal()
                .await(
                    Session.class,
                    session ->
                        session.change() == SessionChange.AVAILABLE && !session.sid().equals(first),
                    SOON))
        .isPresent();
    // The first 404 and three more for the same rid sent again.
    assertThat(finesse.journal().exchanges())
        .filteredOn(exchange -> Integer.valueOf(404).equals(exchange.status()))
        .hasSize(4);
    assertThat(inbox.lost).hasSize(1);
    get(agent.logout());
  }

  @Test
  void anAgentCanGiveUpAPollByHandEitherWay() throws Exception {
    SimulatedAgent agent = new SimulatedAgent(network, hurried("1001"));
    get(agent.login());
    long before = lastSeen();
    awaitPollAfter(before);
    assertThat(get(agent.abortPoll())).isTrue();
    assertThat(closedByClientWithOpenPoll(1)).isTrue();
    awaitPollAfter(lastSeen());
    assertThat(get(agent.resetPoll())).isTrue();
    assertThat(closedByClientWithOpenPoll(2)).isTrue();
    get(agent.logout());
  }

  @Test
  void aCrashLeavesTheSessionBehind() throws Exception {
    SimulatedAgent agent = new SimulatedAgent(network, hurried("1001"));
    get(agent.login());
    get(agent.crash());
    assertThat(finesse.notifications().sessionCount()).isEqualTo(1);
  }

  @Test
  void agentsGoThroughAProxy() throws Exception {
    try (TunnelProxy proxy =
            new TunnelProxy(Map.of(finesse.boshAddress().getPort(), finesse.boshAddress()));
        AgentNetwork proxied = network(proxy.address())) {
      SimulatedAgent agent = new SimulatedAgent(proxied, hurried("1001"));
      get(agent.login());
      get(agent.logout());
      assertThat(proxy.asked())
          .contains("CONNECT fin1.boshtap.test:" + finesse.boshAddress().getPort());
    }
  }

  @Test
  void manyAgentsShareOneThread() throws Exception {
    int many = 40;
    List<SimulatedAgent> agents = new ArrayList<>();
    List<CompletableFuture<Void>> logins = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      SimulatedAgent agent =
          new SimulatedAgent(network, AgentProfile.jabberWerx(Integer.toString(5_000 + i)));
      agents.add(agent);
      logins.add(agent.login());
    }
    CompletableFuture.allOf(logins.toArray(CompletableFuture[]::new)).get(15, TimeUnit.SECONDS);
    assertThat(finesse.notifications().sessionCount()).isEqualTo(many);
    CompletableFuture.allOf(
            agents.stream().map(SimulatedAgent::logout).toArray(CompletableFuture[]::new))
        .get(15, TimeUnit.SECONDS);
    assertThat(finesse.notifications().sessionCount()).isZero();
  }

  private AgentNetwork network(@Nullable InetSocketAddress proxy) {
    return new AgentNetwork(
        finesse.hostName(),
        finesse.boshAddress(),
        finesse.restAddress(),
        finesse.caCertificate(),
        proxy,
        1);
  }

  private static AgentProfile hurried(String id) {
    return AgentProfile.jabberWerx(id).withPatience(Duration.ofSeconds(5), Duration.ofMillis(5));
  }

  private FaultApplied struck(int times) throws InterruptedException {
    assertThat(finesse.journal().await(FaultApplied.class, any -> true, SOON)).isPresent();
    return finesse.journal().entries(FaultApplied.class).get(times - 1);
  }

  private ServedExchange exchange(long number) {
    return finesse.journal().exchanges().stream()
        .filter(exchange -> exchange.request().number() == number)
        .findFirst()
        .orElseThrow();
  }

  private long lastSeen() {
    List<RequestSeen> seen = finesse.journal().entries(RequestSeen.class);
    return seen.get(seen.size() - 1).request().number();
  }

  private void awaitPollAfter(long number) throws InterruptedException {
    assertThat(
            finesse
                .journal()
                .await(
                    RequestSeen.class,
                    seen -> seen.request().poll() && seen.request().number() > number,
                    SOON))
        .isPresent();
  }

  private boolean closedByClientWithOpenPoll(int times) throws InterruptedException {
    int[] count = {0};
    return finesse
        .journal()
        .await(
            ConnectionClosed.class,
            closed -> {
              boolean fits = closed.end().by() == By.CLIENT && !closed.unanswered().isEmpty();
              return fits && ++count[0] % times == 0;
            },
            SOON)
        .isPresent();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What came to an agent. */
  private static final class Inbox implements AgentListener {
    private final BlockingQueue<ReceivedItem> items = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();

    @Override
    public void received(ReceivedItem item) {
      items.add(item);
    }

    @Override
    public void lost(String sid, String why) {
      lost.add(why);
    }

    private ReceivedItem next() throws InterruptedException {
      ReceivedItem item = items.poll(5, TimeUnit.SECONDS);
      assertThat(item).as("an item within 5 s").isNotNull();
      return item;
    }
  }
}
