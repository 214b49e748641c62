package dev.boshtap.simulator.finesse;

import java.util.Arrays;
import java.util.Optional;

/** The states of a voice agent (Finesse, User: change agent state; CCE's rules). */
public enum AgentState {
  /** Not signed in. */
  LOGOUT,
  /** Signed in, takes no calls. */
  NOT_READY,
  /** Waits for a call. */
  READY,
  /** A call is ringing. */
  RESERVED,
  /** On a call. */
  TALKING,
  /** Wraps up, then not ready. */
  WORK,
  /** Wraps up, then ready. */
  WORK_READY;

  /** Reads a state by its name in REST bodies. */
  public static Optional<AgentState> named(String name) {
    return Arrays.stream(values()).filter(state -> state.name().equals(name)).findFirst();
  }

  /** Whether an agent in this state may ask for that one. */
  boolean mayAskFor(AgentState asked) {
    return switch (asked) {
      case NOT_READY -> true;
      case READY -> this != LOGOUT && this != RESERVED;
      case LOGOUT -> this == NOT_READY;
      default -> false;
    };
  }

  /** Whether a state asked for comes only once the call is over. */
  boolean isBusy() {
    return this == TALKING || this == RESERVED;
  }
}
