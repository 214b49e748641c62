package dev.boshtap.decoders.event;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Finesse event means in view of what was told before it; null where nothing is known.
 *
 * @param repeat whether the same item was delivered to the same session before
 * @param reason the reason code in words
 * @param inPreviousState how long the state before had lasted, by Finesse's own times where it
 *     gives them, else as seen
 * @param delay how long it took from the change to the wire
 * @param cause the REST call it is the result of
 * @param call the life of the call that the event is about
 * @param queue the numbers of the queue that the event is about
 * @param team the states of the team that the event is about
 */
public record Life(
    boolean repeat,
    @Nullable String reason,
    @Nullable Duration inPreviousState,
    @Nullable Delay delay,
    @Nullable Cause cause,
    @Nullable Call call,
    @Nullable Queue queue,
    @Nullable Team team) {

  /** Nothing is known. */
  public static final Life NONE = new Life(false, null, null, null, null, null, null, null);

  /** The item was told before. */
  public static final Life REPEAT = new Life(true, null, null, null, null, null, null, null);

  /**
   * How late the wire is.
   *
   * @param span from {@code stateChangeTime} to the arrival; negative where the clocks differ
   * @param corrected whether the difference between the server's clock and ours was taken out
   */
  public record Delay(Duration span, boolean corrected) {}

  /**
   * The REST call that an event is the result of.
   *
   * @param exchange its exchange
   * @param after how long after the complete request the event arrived
   */
  public record Cause(long exchange, Duration after) {}

  /** Where a call is in its life, as the agent sees it. */
  public enum Phase {
    /** It rings. */
    OFFERED,
    /** The agent calls somebody. */
    PLACED,
    /** It was taken: by the agent, or by who was called. */
    ANSWERED,
    /** The agent put it on hold. */
    HELD,
    /** The agent took it back from hold. */
    RETRIEVED,
    /** A third party is in it. */
    CONFERENCED,
    /** It goes on without the agent. */
    TRANSFERRED,
    /** It is over, and the agent writes up. */
    WRAP_UP,
    /** It is over. */
    ENDED,
    /** It could not be made. */
    FAILED
  }

  /**
   * A call or a task of an agent, from its first event to this one; spans are as seen on the wire.
   *
   * @param phase what the event changed, or null when it changed none of this
   * @param ringing how long it rang before it was answered or ended
   * @param talking how long the agent was in it by now, without hold
   * @param held how long it was on hold by now
   */
  public record Call(@Nullable Phase phase, Duration ringing, Duration talking, Duration held) {}

  /**
   * A queue's statistics; null for a number that Finesse has none for (it sends -1 or nothing).
   *
   * @param callsInQueue how many wait
   * @param longestWait how long the first of them has waited
   * @param agentsReady how many agents are free
   * @param agentsNotReady how many are not
   * @param agentsTalking how many talk: inbound, outbound and internal calls together
   * @param agentsWrappingUp how many write up, whatever comes after
   * @param agentsLoggedOn how many are signed in
   */
  public record Queue(
      @Nullable Integer callsInQueue,
      @Nullable Duration longestWait,
      @Nullable Integer agentsReady,
      @Nullable Integer agentsNotReady,
      @Nullable Integer agentsTalking,
      @Nullable Integer agentsWrappingUp,
      @Nullable Integer agentsLoggedOn) {}

  /**
   * A team as the supervisor's desktop has been told of it by now.
   *
   * @param states how many members are in each state, most first
   */
  public record Team(Map<String, Integer> states) {
    /** Keeps its own copy. */
    public Team {
      states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }
  }

  /** The same with other words for the reason. */
  public Life because(String words) {
    return new Life(repeat, words, inPreviousState, delay, cause, call, queue, team);
  }

  /** The same with the call it is the result of. */
  public Life causedBy(Cause found) {
    return new Life(repeat, reason, inPreviousState, delay, found, call, queue, team);
  }
}
