package dev.boshtap.simulator.finesse;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user's state and calls. Guarded by the contact centre's lock. */
final class Desk {

  private final FinesseUser user;
  private final Map<String, Dialog> dialogs = new LinkedHashMap<>();
  private AgentState state = AgentState.LOGOUT;
  private @Nullable AgentState pending;
  private int reasonCode = -1;
  private Instant changed;

  Desk(FinesseUser user, Instant now) {
    this.user = user;
    this.changed = now;
  }

  FinesseUser user() {
    return user;
  }

  Map<String, Dialog> dialogs() {
    return dialogs;
  }

  AgentState state() {
    return state;
  }

  @Nullable AgentState pending() {
    return pending;
  }

  int reasonCode() {
    return reasonCode;
  }

  Instant changed() {
    return changed;
  }

  void become(AgentState next, int reason, Instant now) {
    state = next;
    pending = null;
    reasonCode = next == AgentState.NOT_READY || next == AgentState.LOGOUT ? reason : -1;
    changed = now;
  }

  void becomeOnceFree(AgentState next) {
    pending = next;
  }
}
