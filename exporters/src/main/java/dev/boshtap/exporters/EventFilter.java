package dev.boshtap.exporters;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which observations are wanted; the same for what is live, what is in a file and what is exported.
 * An event is admitted when it is all that is asked for. An exchange is admitted when it is, or
 * when one of its events is. Losses are told whatever is asked for, within the time asked for:
 * nobody is to take a gap for silence.
 *
 * @param agent the agent's login id
 * @param node a glob over the pubsub node: {@code *} for any run of characters, {@code ?} for one
 * @param type an event's type, or its beginning: {@code finesse} admits {@code finesse.user}
 * @param since from this time on
 * @param until before this time
 * @param unanswered only what got no answer, or is overdue for one
 */
public record EventFilter(
    Optional<String> agent,
    Optional<String> node,
    Optional<String> type,
    Optional<Instant> since,
    Optional<Instant> until,
    boolean unanswered) {

  /** Admits everything. */
  public static final EventFilter ALL =
      new EventFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** Whether everything is admitted. */
  public boolean isAll() {
    return equals(ALL);
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
      return admits(finished);
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
        && agent.map(id -> id.equals(event.context().agent())).orElse(true)
        && type.map(name -> isOfType(event.type(), name)).orElse(true)
        && node.map(glob -> isOnNode(event, glob)).orElse(true)
        && (!unanswered || isUnanswered(event));
  }

  private boolean admits(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    Moment ended = exchange.ended();
    if (!isWithin(exchange.started().wall(), ended == null ? Instant.MAX : ended.wall())) {
      return false;
    }
    if (unanswered && !isUnanswered(exchange)) {
      return false;
    }
    boolean whoseAsked =
        agent.isEmpty() || (finished.bosh() != null && agent.get().equals(finished.bosh().agent()));
    if (whoseAsked && type.isEmpty() && node.isEmpty()) {
      return true;
    }
    EventFilter ofEvents =
        new EventFilter(agent, node, type, Optional.empty(), Optional.empty(), false);
    return finished.events().stream().anyMatch(ofEvents::admits);
  }

  private boolean isWithin(Instant from, Instant to) {
    return since.map(start -> !to.isBefore(start)).orElse(true)
        && until.map(from::isBefore).orElse(true);
  }

  /** Whether a type is that of this name, or of the family of this name. */
  private static boolean isOfType(String type, String name) {
    return type.equals(name) || type.startsWith(name.endsWith(".") ? name : name + ".");
  }

  private static boolean isOnNode(Event event, String glob) {
    return event instanceof Event.Finesse finesse
        && pattern(glob).matcher(finesse.item().node()).matches();
  }

  private static Pattern pattern(String glob) {
    StringBuilder pattern = new StringBuilder();
    for (int at = 0; at < glob.length(); at++) {
      char c = glob.charAt(at);
      switch (c) {
        case '*' -> pattern.append(".*");
        case '?' -> pattern.append('.');
        default -> pattern.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
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
