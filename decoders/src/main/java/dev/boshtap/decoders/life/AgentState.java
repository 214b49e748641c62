package dev.boshtap.decoders.life;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of an agent, and which may follow which (Finesse Developer Guide, User, Change Agent
 * State). Cisco's own caveat: after a failover any state may follow any other, so what is not in
 * the table is worth a notice and no more.
 */
enum AgentState {
  LOGIN,
  LOGOUT,
  NOT_READY,
  READY,
  RESERVED,
  RESERVED_OUTBOUND,
  RESERVED_OUTBOUND_PREVIEW,
  TALKING,
  HOLD,
  WORK,
  WORK_READY,
  UNKNOWN;

  private static final Map<AgentState, Set<AgentState>> NEXT = new EnumMap<>(AgentState.class);

  static {
    NEXT.put(LOGIN, EnumSet.of(NOT_READY));
    NEXT.put(LOGOUT, EnumSet.of(LOGIN, NOT_READY));
    NEXT.put(NOT_READY, EnumSet.of(LOGOUT, READY, TALKING));
    NEXT.put(READY, EnumSet.of(RESERVED, RESERVED_OUTBOUND, RESERVED_OUTBOUND_PREVIEW, NOT_READY));
    NEXT.put(RESERVED, EnumSet.of(READY, TALKING));
    NEXT.put(RESERVED_OUTBOUND, EnumSet.of(READY, NOT_READY, TALKING));
    NEXT.put(RESERVED_OUTBOUND_PREVIEW, EnumSet.of(READY, NOT_READY, TALKING));
    NEXT.put(TALKING, EnumSet.of(READY, NOT_READY, WORK, WORK_READY, HOLD));
    NEXT.put(HOLD, EnumSet.of(READY, NOT_READY, WORK, WORK_READY, TALKING));
    NEXT.put(WORK, EnumSet.of(READY, NOT_READY));
    NEXT.put(WORK_READY, EnumSet.of(READY, NOT_READY));
  }

  /** The state of that name; null when there is none. */
  static @Nullable AgentState of(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return switch (word.strip().toUpperCase(Locale.ROOT)) {
      case "LOGIN" -> LOGIN;
      case "LOGOUT" -> LOGOUT;
      case "NOT_READY" -> NOT_READY;
      case "READY" -> READY;
      case "RESERVED" -> RESERVED;
      case "RESERVED_OUTBOUND" -> RESERVED_OUTBOUND;
      case "RESERVED_OUTBOUND_PREVIEW" -> RESERVED_OUTBOUND_PREVIEW;
      case "TALKING" -> TALKING;
      case "HOLD" -> HOLD;
      case "WORK" -> WORK;
      case "WORK_READY" -> WORK_READY;
      case "UNKNOWN" -> UNKNOWN;
      default -> null;
    };
  }

  /**
   * Whether {@code next} may follow.
   *
   * @param deployment what the server serves, or null while that is not known: then what either
   *     allows is allowed
   * @param reason the reason code that came with it, or null: a call that was not answered takes a
   *     reserved agent out of READY
   */
  boolean mayBecome(AgentState next, @Nullable Deployment deployment, @Nullable String reason) {
    if (this == next || this == UNKNOWN || next == UNKNOWN) {
      return true;
    }
    if (NEXT.getOrDefault(this, Set.of()).contains(next)) {
      return true;
    }
    if (this == READY && next == LOGOUT) {
      return deployment != Deployment.UCCE;
    }
    return this == RESERVED && next == NOT_READY && ReasonCodes.isCallNotAnswered(reason);
  }

  /** Whether the agent is at rest: what was pending until now has come, or never will. */
  boolean isSettled() {
    return this == READY || this == NOT_READY || this == LOGOUT;
  }
}
