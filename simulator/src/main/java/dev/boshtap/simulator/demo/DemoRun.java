package dev.boshtap.simulator.demo;

import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentNetwork;
import dev.boshtap.simulator.agent.HttpReply;
import dev.boshtap.simulator.agent.SimulatedAgent;
import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.FaultRule;
import dev.boshtap.simulator.fault.Requests;
import dev.boshtap.simulator.finesse.AgentState;
import dev.boshtap.simulator.finesse.ContactCentre;
import dev.boshtap.simulator.finesse.QueueStatistics;
import dev.boshtap.simulator.journal.ConnectionEnd;
import dev.boshtap.simulator.journal.Journal;
import dev.boshtap.simulator.journal.JournalEntry.FaultApplied;
import dev.boshtap.simulator.journal.JournalEntry.Session;
import dev.boshtap.simulator.journal.JournalEntry.SessionChange;
import dev.boshtap.simulator.journal.ServedExchange;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A {@link DemoScenario} being played. */
public final class DemoRun implements AutoCloseable {

  private static final int QUEUE = 7;

  /** Not ready because a call was not answered (CCE). */
  private static final int CALL_NOT_ANSWERED = 32_767;

  private static final String BAD_GATEWAY =
      "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>";

  private final DemoScenario scenario;
  private final SimulatedFinesse finesse;
  private final ContactCentre centre;
  private final Random random;
  private final Map<String, SimulatedAgent> agents = new LinkedHashMap<>();
  private final ScheduledExecutorService script =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("demo", true));
  private final CompletableFuture<List<LostPoll>> completion = new CompletableFuture<>();
  private int faults;
  private int losses;
  private int forgotten;
  private int calls;
  private int callsOver;
  private final long started = System.nanoTime();

  DemoRun(DemoScenario scenario, SimulatedFinesse finesse, AgentNetwork network) {
    this.scenario = scenario;
    this.finesse = finesse;
    this.centre = finesse.centre();
    this.random = new Random(scenario.seed());
    Stream.concat(Stream.of(DemoScenario.SUPERVISOR), scenario.agents().stream())
        .forEach(id -> agents.put(id, new SimulatedAgent(network, scenario.profile(id))));
    plan();
  }

  /**
   * Completes when the day is over and everybody has signed out, with the polls that were lost on
   * purpose, in the order in which they were lost; fails if the story could not be played.
   */
  public CompletableFuture<List<LostPoll>> completion() {
    return completion;
  }

  /** Polls that were lost by now, as the server's journal has them. */
  public List<LostPoll> lostPolls() {
    return finesse.journal().exchanges().stream()
        .filter(exchange -> exchange.request().poll() && exchange.isUnanswered())
        .filter(exchange -> exchange.fault() != null)
        .map(DemoRun::lost)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<LostPoll> lost(ServedExchange exchange) {
    String agent = exchange.request().agent();
    String sid = exchange.request().sid();
    ConnectionEnd end = exchange.end();
    return agent == null || sid == null || end == null
        ? Optional.empty()
        : Optional.of(new LostPoll(agent, sid, exchange.request().rid(), end.by(), end.manner()));
  }

  private void plan() {
    String first = scenario.agents().get(0);
    String second = scenario.agents().get(1);
    String third = scenario.agents().get(2);

    at(0, () -> signIn(DemoScenario.SUPERVISOR));
    for (int i = 0; i < scenario.agents().size(); i++) {
      String id = scenario.agents().get(i);
      at(0.01 + 0.03 * i / scenario.agents().size(), () -> signIn(id));
    }
    for (int tenth = 1; tenth < 10; tenth++) {
      at(tenth / 10.0, this::queueNumbers);
    }
    for (double at = 0.2; at < 1; at += 0.25) {
      double part = at;
      agents.values().forEach(agent -> ask(part, agent::systemInfo));
    }

    call(second, 0.10, 0.06, 0.20);
    call(third, 0.20, 0.05, 0.15);
    spoilNextPoll(0.15, first, new Fault.NeverAnswer());
    missedCall(first, 0.27, 0.15, 0.70);
    spoilNextPoll(0.45, third, new Fault.CloseClean());
    spoilNextPoll(0.55, second, new Fault.Reset());
    spoilNextPoll(0.60, DemoScenario.SUPERVISOR, new Fault.Status(502, BAD_GATEWAY));
    at(0.65, () -> centre.error(third, "Call Operation Failure", "CF_INVALID_OBJECT_STATE", "46"));
    spoilNextPoll(0.70, third, new Fault.NotFound());
    call(first, 0.75, 0.05, 0.10);
    for (String other : scenario.agents().subList(DemoScenario.FEWEST_AGENTS, agents.size() - 1)) {
      call(other, 0.12 + 0.5 * random.nextDouble(), 0.05, 0.15);
    }
    at(1, this::goHome);
  }

  private void signIn(String id) {
    SimulatedAgent agent = agents.get(id);
    var unused =
        agent
            .login()
            .thenCompose(
                signedIn ->
                    id.equals(DemoScenario.SUPERVISOR)
                        ? agent
                            .subscribe("/finesse/api/Team/1/Users")
                            .thenCompose(done -> agent.subscribe("/finesse/api/Queue/" + QUEUE))
                        : CompletableFuture.completedFuture(null))
            .thenCompose(subscribed -> agent.rest("GET", "/finesse/api/User/" + id, ""))
            .thenCompose(user -> agent.changeState("LOGIN"))
            .thenCompose(login -> agent.changeState("READY"))
            .whenComplete(
                (ready, failure) -> {
                  if (failure != null) {
                    completion.completeExceptionally(failure);
                  }
                });
  }

  /** A call that is taken; as soon as the agent is ready, if that is later. */
  private void call(String id, double begins, double rings, double talks) {
    Caller caller = Caller.random(random);
    calls++;
    at(
        begins,
        () ->
            whenReady(
                id,
                now -> {
                  String dialog = centre.ring(id, caller.number(), caller.variables());
                  SimulatedAgent agent = agents.get(id);
                  ask(now + rings, () -> agent.act(dialog, "ANSWER"));
                  ask(now + rings + talks, () -> agent.act(dialog, "DROP"));
                  ask(now + rings + talks + 0.05, () -> agent.changeState("READY"));
                  at(now + rings + talks + 0.05, () -> callsOver++);
                }));
  }

  /** A call that nobody takes, and the agent is not ready until some time after it. */
  private void missedCall(String id, double begins, double rings, double back) {
    Caller caller = Caller.random(random);
    calls++;
    at(
        begins,
        () ->
            whenReady(
                id,
                now -> {
                  String dialog = centre.ring(id, caller.number(), caller.variables());
                  at(
                      now + rings,
                      () -> {
                        centre.drop(dialog);
                        centre.force(id, AgentState.NOT_READY, CALL_NOT_ANSWERED);
                        callsOver++;
                        ask(Math.max(back, now + rings), () -> agents.get(id).changeState("READY"));
                      });
                }));
  }

  /** Goes on with the part of the day that it is when the agent is ready. */
  private void whenReady(String id, DoubleConsumer step) {
    if (centre.stateOf(id) == AgentState.READY) {
      step.accept((double) elapsed().toNanos() / scenario.length().toNanos());
    } else {
      var unused =
          script.schedule(() -> guarded(() -> whenReady(id, step)), 20, TimeUnit.MILLISECONDS);
    }
  }

  private void spoilNextPoll(double part, String id, Fault fault) {
    faults++;
    if (fault instanceof Fault.NotFound) {
      forgotten++;
    } else if (!(fault instanceof Fault.Status)) {
      losses++;
    }
    at(part, () -> finesse.faults().add(FaultRule.next(Requests.pollsOf(id), fault)));
  }

  private void queueNumbers() {
    int waiting = random.nextInt(6);
    int ready = (int) count(AgentState.READY);
    centre.queue(
        new QueueStatistics(
            QUEUE,
            "Bookings",
            waiting,
            waiting == 0 ? null : Instant.now().minusSeconds(random.nextInt(90)),
            ready,
            (int) count(AgentState.NOT_READY),
            (int) count(AgentState.TALKING)));
  }

  private long count(AgentState state) {
    return scenario.agents().stream().filter(id -> centre.stateOf(id) == state).count();
  }

  /** Signs everybody out once what was to be lost is lost. */
  private void goHome() {
    if (!isToldWhole() && elapsed().compareTo(scenario.length().multipliedBy(3)) < 0) {
      var unused = script.schedule(this::goHome, 20, TimeUnit.MILLISECONDS);
      return;
    }
    var unused =
        CompletableFuture.allOf(
                agents.values().stream()
                    .map(SimulatedAgent::logout)
                    .toArray(CompletableFuture[]::new))
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    completion.complete(lostPolls());
                  } else {
                    completion.completeExceptionally(failure);
                  }
                });
  }

  /** A REST call; the story goes on whatever becomes of it. */
  private void ask(double part, Supplier<CompletableFuture<HttpReply>> call) {
    at(
        part,
        () -> {
          var unused = call.get();
        });
  }

  /** Whether each call was made, each thing went wrong that was to, and all are signed in again. */
  private boolean isToldWhole() {
    Journal journal = finesse.journal();
    return callsOver == calls
        && journal.entries(FaultApplied.class).size() == faults
        && lostPolls().size() == losses
        && journal.entries(Session.class).stream()
                .filter(session -> session.change() == SessionChange.AVAILABLE)
                .count()
            == agents.size() + forgotten;
  }

  private void at(double part, Runnable step) {
    long delay = scenario.at(part).minus(elapsed()).toNanos();
    var unused = script.schedule(() -> guarded(step), Math.max(0, delay), TimeUnit.NANOSECONDS);
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      completion.completeExceptionally(e);
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Stops the story where it is; whoever is signed in still leaves without a word. */
  @Override
  public void close() {
    script.shutdownNow();
    CompletableFuture.allOf(
            agents.values().stream().map(SimulatedAgent::vanish).toArray(CompletableFuture[]::new))
        .join();
  }
}
