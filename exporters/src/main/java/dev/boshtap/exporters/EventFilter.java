package dev.boshtap.exporters;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which observations are wanted; the same for what is live, what is in a file and what is exported.
 * An event is admitted when it is all that is asked for. An exchange is admitted when it is, or
 * when one of its events is. Losses are told whatever is asked for, within the time asked for:
 * nobody is to take a gap for silence.
 *
 * @param agents the agent's login id, and what else the agent is called; empty: any agent, or none
 * @param nodes the pubsub node, and how else it is written; empty: any node, or none
 * @param type an event's type, or its beginning: {@code finesse} admits {@code finesse.user}
 * @param since from this time on
 * @param until before this time
 * @param unanswered only what got no answer, or is overdue for one
 */
public record EventFilter(
    Set<String> agents,
    Set<NodeGlob> nodes,
    Optional<String> type,
    Optional<Instant> since,
    Optional<Instant> until,
    boolean unanswered) {

  /** Admits everything. */
  public static final EventFilter ALL =
      new EventFilter(
          Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  /** Keeps its own copies. */
  public EventFilter {
    agents = Set.copyOf(agents);
    nodes = Set.copyOf(nodes);
  }

  /**
   * The same, of records too in which login ids were replaced: who asks knows the agent by name,
   * and what is asked of holds pseudonyms.
   *
   * @param pseudonym what stands in the place of a login id
   */
  public EventFilter orUnder(UnaryOperator<String> pseudonym) {
    Set<String> called = new HashSet<>(agents);
    agents.forEach(agent -> called.add(pseudonym.apply(agent)));
    Set<NodeGlob> written = new HashSet<>(nodes);
    nodes.forEach(node -> node.withUsers(pseudonym).ifPresent(written::add));
    return new EventFilter(called, written, type, since, until, unanswered);
  }

  /** A node by which users are asked for by a part of their names, if there is one. */
  public Optional<String> partOfName() {
    return nodes.stream().filter(NodeGlob::isOfPartOfName).map(NodeGlob::toString).findFirst();
  }

  /** The same at any time, and whether answered or not. */
  private EventFilter ofEvents() {
    return new EventFilter(agents, nodes, type, Optional.empty(), Optional.empty(), false);
  }

  /** Whether everything is admitted. */
  public boolean isAll() {
    return agents.isEmpty()
        && nodes.isEmpty()
        && type.isEmpty()
        && since.isEmpty()
        && until.isEmpty()
        && !unanswered;
  }

  /** Whether an observation is wanted. */
  public boolean admits(Observation observation) {
    if (isAll()) {
      return true;
    }
    if (observation instanceof Observation.Happened happened) {
      return admits(happened.event());
    }
    if (observation instanceof Observation.Finished finished) {
      return admits(finished, false);
    }
    if (observation instanceof Observation.Loss loss) {
      return isWithin(loss.at().wall(), loss.at().wall());
    }
    return true; // A part of an exchange, which is admitted or not when it has ended.
  }

  /** Whether an event is wanted. */
  public boolean admits(Event event) {
    Instant at = event.context().at().wall();
    return isWithin(at, at)
        && isOfAgents(event.context().agent())
        && type.map(name -> isOfType(event.type(), name)).orElse(true)
        && (nodes.isEmpty() || isOnNode(event))
        && (!unanswered || isUnanswered(event));
  }

  /**
   * Whether an exchange is wanted.
   *
   * @param spoke whether an event that it gave is; it may not hold that any more
   */
  boolean admits(Observation.Finished finished, boolean spoke) {
    Exchange exchange = finished.exchange();
    Moment ended = exchange.ended();
    if (!isWithin(exchange.started().wall(), ended == null ? Instant.MAX : ended.wall())) {
      return false;
    }
    if (unanswered && !isUnanswered(exchange)) {
      return false;
    }
    boolean whoseAsked =
        agents.isEmpty() || (finished.bosh() != null && isOfAgents(finished.bosh().agent()));
    if (whoseAsked && type.isEmpty() && nodes.isEmpty()) {
      return true;
    }
    return spoke || finished.events().stream().anyMatch(ofEvents()::admits);
  }

  private boolean isOfAgents(@Nullable String agent) {
    return agents.isEmpty() || (agent != null && agents.contains(agent));
  }

  private boolean isWithin(Instant from, Instant to) {
    return since.map(start -> !to.isBefore(start)).orElse(true)
        && until.map(from::isBefore).orElse(true);
  }

  /** Whether a type is that of this name, or of the family of this name. */
  private static boolean isOfType(String type, String name) {
    return type.equals(name) || type.startsWith(name.endsWith(".") ? name : name + ".");
  }

  private boolean isOnNode(Event event) {
    return event instanceof Event.Finesse finesse
        && nodes.stream().anyMatch(node -> node.matches(finesse.item().node()));
  }

  private static boolean isUnanswered(Event event) {
    if (event instanceof Event.Poll poll) {
      return poll.outcome() == Event.Outcome.UNANSWERED || poll.outcome() == Event.Outcome.OVERDUE;
    }
    return event instanceof Event.Rest rest && rest.status() == null;
  }

  private static boolean isUnanswered(Exchange exchange) {
    return exchange.response() == null && !(exchange.ending() instanceof Ending.Open);
  }
}
