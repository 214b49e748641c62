package dev.boshtap.bench.soak;

import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentListener;
import dev.boshtap.simulator.agent.AgentNetwork;
import dev.boshtap.simulator.agent.AgentProfile;
import dev.boshtap.simulator.agent.SimulatedAgent;
import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.FaultRule;
import dev.boshtap.simulator.fault.Requests;
import dev.boshtap.simulator.finesse.AgentState;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A contact centre's day, over and over: agents sign in, change their state, take calls and ask for
 * the time; now and then a poll is spoiled by the server or given up by the client, a desktop
 * crashes, an agent goes home and comes back. Everything is drawn from one seed.
 */
final class Shift implements AutoCloseable {

  private static final int FIRST_AGENT = 100_001;
  private static final Duration RECONNECT = Duration.ofSeconds(2);
  private static final Duration RINGS = Duration.ofSeconds(2);
  private static final Duration TALKS = Duration.ofSeconds(6);
  private static final Duration AWAY = Duration.ofSeconds(4);
  private static final String PAGE = "<html><body><h1>Bad Gateway</h1></body></html>";

  private static final List<Fault> FAULTS =
      List.of(
          new Fault.Reset(),
          new Fault.CloseClean(),
          new Fault.CloseWithoutNotify(),
          new Fault.NeverAnswer(),
          new Fault.After(Duration.ofSeconds(9), new Fault.Reset()),
          new Fault.After(Duration.ofSeconds(3), new Fault.CloseClean()),
          new Fault.Status(502, PAGE),
          new Fault.HtmlPage(PAGE),
          new Fault.NotFound(),
          new Fault.TerminateWith("policy-violation"),
          new Fault.Delay(Duration.ofSeconds(2)),
          new Fault.CutBody(20, Fault.Cut.RESET),
          new Fault.StallMidBody(20));

  private final SimulatedFinesse finesse;
  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final Random random;
  private final ScheduledExecutorService script =
      Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("shift", true));
  private final AtomicLong clientFaults = new AtomicLong();

  /** Agents who are not there yet; what each sends is told to {@code listener}. */
  Shift(
      SimulatedFinesse finesse,
      AgentNetwork network,
      int count,
      AgentListener listener,
      long seed) {
    this.finesse = finesse;
    this.random = new Random(seed);
    for (int i = 0; i < count; i++) {
      AgentProfile profile =
          AgentProfile.jabberWerx(String.valueOf(FIRST_AGENT + i)).reconnecting(RECONNECT);
      agents.add(new SimulatedAgent(network, profile, listener));
    }
  }

  /**
   * Signs everybody in, so many a second; whose sign-in fails tries again.
   *
   * @throws TimeoutException when they are not all there after so long
   */
  void signIn(int aSecond, Duration patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<CompletableFuture<Void>> arrivals = new ArrayList<>();
    for (int i = 0; i < agents.size(); i++) {
      SimulatedAgent agent = agents.get(i);
      CompletableFuture<Void> arrived = new CompletableFuture<>();
      arrivals.add(arrived);
      after(
          Duration.ofNanos(TimeUnit.SECONDS.toNanos(i) / aSecond),
          () -> untilThere(agent, arrived));
    }
    CompletableFuture.allOf(arrivals.toArray(CompletableFuture[]::new))
        .get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void untilThere(SimulatedAgent agent, CompletableFuture<Void> arrived) {
    var unused =
        begin(agent)
            .whenComplete(
                (ready, failure) -> {
                  if (failure == null) {
                    arrived.complete(null);
                  } else {
                    agent.vanish();
                    after(AWAY, () -> untilThere(agent, arrived));
                  }
                });
  }

  private static CompletableFuture<?> begin(SimulatedAgent agent) {
    return agent
        .login()
        .thenCompose(there -> agent.changeState("LOGIN"))
        .thenCompose(signedIn -> agent.changeState("READY"));
  }

  /** Lets things happen, so many a second, until {@link #goHome}. */
  void play(int aSecond) {
    long period = TimeUnit.SECONDS.toNanos(1) / aSecond;
    var unused =
        script.scheduleAtFixedRate(this::somethingHappens, period, period, TimeUnit.NANOSECONDS);
  }

  private void somethingHappens() {
    SimulatedAgent agent = agents.get(random.nextInt(agents.size()));
    int drawn = random.nextInt(100);
    if (drawn < 25) {
      agent.systemInfo();
    } else if (drawn < 50) {
      agent.changeState(random.nextInt(3) == 0 ? "NOT_READY" : "READY");
    } else if (drawn < 75) {
      call(agent.id());
    } else if (drawn < 88) {
      Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
      finesse.faults().add(FaultRule.next(Requests.pollsOf(agent.id()), fault));
    } else {
      clientFaults.incrementAndGet();
      spoiltByTheClient(agent, drawn);
    }
  }

  private void spoiltByTheClient(SimulatedAgent agent, int drawn) {
    if (drawn < 92) {
      agent.abortPoll();
    } else if (drawn < 95) {
      agent.resetPoll();
    } else if (drawn < 97) {
      agent.crash();
      after(AWAY, () -> begin(agent));
    } else {
      agent.logout();
      after(AWAY, () -> begin(agent));
    }
  }

  private void call(String agent) {
    if (finesse.centre().stateOf(agent) != AgentState.READY) {
      return;
    }
    String caller = "55%08d".formatted(random.nextInt(100_000_000));
    try {
      String dialog = finesse.centre().ring(agent, caller, Map.of("callVariable1", caller));
      after(RINGS, () -> finesse.centre().answer(dialog));
      after(RINGS.plus(TALKS), () -> finesse.centre().drop(dialog));
    } catch (IllegalStateException e) {
      // The agent asked for another state in this very moment: the call goes to somebody else.
      return;
    }
  }

  private void after(Duration time, Runnable task) {
    var unused =
        script.schedule(
            () -> {
              try {
                task.run();
              } catch (IllegalStateException e) {
                // What the agent did meanwhile was quicker.
                return;
              }
            },
            time.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** Polls given up, crashes and departures so far. */
  long clientFaults() {
    return clientFaults.get();
  }

  /** Nothing new happens from now on, and everybody signs out. */
  void goHome() throws InterruptedException {
    script.shutdownNow();
    finesse.faults().clear();
    CompletableFuture<?>[] gone =
        agents.stream().map(SimulatedAgent::logout).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(gone).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Whose last request is spoiled does not get goodbye through; the connections end below.
      agents.forEach(SimulatedAgent::vanish);
    }
  }

  @Override
  public void close() {
    script.shutdownNow();
  }
}
