package dev.boshtap.simulator.finesse;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A voice call at an agent's desk, as it is at some moment.
 *
 * @param id its number in text
 * @param agent the agent's login id
 * @param extension the agent's phone
 * @param from who calls
 * @param dialed the number that was dialled
 * @param state what it is in
 * @param started when it began to ring
 * @param variables call variables by name, in order
 */
record Dialog(
    String id,
    String agent,
    String extension,
    String from,
    String dialed,
    State state,
    Instant started,
    Map<String, String> variables) {

  /** The states of a call that a desk sees (Finesse, Dialog: state). */
  enum State {
    ALERTING,
    ACTIVE,
    DROPPED
  }

  Dialog {
    variables = new LinkedHashMap<>(variables);
  }

  Dialog in(State next) {
    return new Dialog(id, agent, extension, from, dialed, next, started, variables);
  }
}
