package dev.boshtap.simulator.demo;

import dev.boshtap.simulator.SimulatedFinesse;
import dev.boshtap.simulator.agent.AgentNetwork;
import dev.boshtap.simulator.agent.AgentProfile;
import dev.boshtap.simulator.finesse.FinesseUser;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A working day in a few seconds: agents sign in, go ready, take calls and wrap up, a supervisor
 * watches the team and a queue, and some things go wrong on purpose:
 *
 * <ul>
 *   <li>one poll of the first agent is never answered; a call rings and is lost meanwhile, unseen
 *       at the desk, until the desktop gives the poll up and asks again;
 *   <li>one poll of the second agent is reset by the server;
 *   <li>one poll of the third agent is closed by the server, and later its session is forgotten
 *       (404), so that its desktop has to sign in anew;
 *   <li>one poll of the supervisor is answered by a 502 page.
 * </ul>
 *
 * <p>Times are fractions of the length. What is done and who is struck is the same for the same
 * seed; rids and exact times are not.
 */
public final class DemoScenario {

  /** The supervisor's login id. */
  public static final String SUPERVISOR = "2001";

  /** The fewest agents that the story needs. */
  public static final int FEWEST_AGENTS = 3;

  private static final int FIRST_AGENT = 1001;

  /** The shortest day that the story fits into. */
  public static final Duration SHORTEST = Duration.ofSeconds(2);

  private final long seed;
  private final Duration length;
  private final List<String> agents;

  /**
   * @param seed picks callers and call variables
   * @param length how long it plays, 2 s or more
   * @param agents how many agents beside the supervisor, {@value #FEWEST_AGENTS} or more
   */
  public DemoScenario(long seed, Duration length, int agents) {
    if (length.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("length: " + length + " (expected: >= " + SHORTEST + ")");
    }
    if (agents < FEWEST_AGENTS) {
      throw new IllegalArgumentException(
          "agents: " + agents + " (expected: >= " + FEWEST_AGENTS + ")");
    }
    this.seed = seed;
    this.length = length;
    this.agents =
        IntStream.range(0, agents)
            .mapToObj(i -> String.format(Locale.ROOT, "%d", FIRST_AGENT + i))
            .toList();
  }

  /** A server as the story needs it, to be changed further and started. */
  public SimulatedFinesse.Builder server() {
    return SimulatedFinesse.builder()
        .seed(seed)
        .longestWait(longestWait())
        .user(FinesseUser.agent(SUPERVISOR).asSupervisor());
  }

  /** Begins to play; the server must be of {@link #server()}. */
  public DemoRun start(SimulatedFinesse finesse, AgentNetwork network) {
    return new DemoRun(this, finesse, network);
  }

  /** The login ids of the agents, without the supervisor. */
  public List<String> agents() {
    return agents;
  }

  /** How long it plays. */
  public Duration length() {
    return length;
  }

  /** The wait that the server grants: short, so that polls come and go while one looks on. */
  public Duration longestWait() {
    Duration tenth = length.dividedBy(10);
    return tenth.compareTo(Duration.ofSeconds(1)) < 0
        ? tenth
        : Duration.ofSeconds(Math.min(30, tenth.toSeconds()));
  }

  long seed() {
    return seed;
  }

  /** The time at which a part of the whole is over. */
  Duration at(double part) {
    return Duration.ofNanos((long) (length.toNanos() * part));
  }

  /**
   * JabberWerx, hurried. It gives up less than 5 s after the granted wait, which is before an
   * observer calls the poll overdue: each lost poll is one event.
   */
  AgentProfile profile(String agent) {
    Duration fifth = length.dividedBy(5);
    Duration patience = fifth.compareTo(Duration.ofSeconds(4)) < 0 ? fifth : Duration.ofSeconds(4);
    return AgentProfile.jabberWerx(agent)
        .withPatience(patience, length.dividedBy(400))
        .reconnecting(length.dividedBy(20));
  }
}
