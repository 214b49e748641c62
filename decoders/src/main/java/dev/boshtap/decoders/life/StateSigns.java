package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change of an agent's state shows beside itself. */
final class StateSigns {

  private StateSigns() {}

  static List<Event> of(
      Event.Finesse event, States.Change change, @Nullable Deployment deployment) {
    if (event.subject() == Event.Subject.SYSTEMINFO || !change.isNews()) {
      return List.of();
    }
    List<Event> signs = new ArrayList<>(0);
    String code = change.reasonCode();
    if (code != null && ReasonCodes.isConnection(code)) {
      String words = ReasonCodes.words(code, AgentState.of(event.fields().state()), deployment);
      signs.add(
          Signs.notice(
              event.context(),
              Sign.CONNECTION_REASON,
              "state changed because a connection failed or another took its place"
                  + (words == null ? "" : ": " + words),
              details(event, change, code)));
    }
    AgentState before = AgentState.of(change.previous());
    AgentState now = AgentState.of(event.fields().state());
    if (event.subject() == Event.Subject.USER && before != null && now != null) {
      transition(event, change, deployment, before, now, signs);
    }
    return signs;
  }

  private static void transition(
      Event.Finesse event,
      States.Change change,
      @Nullable Deployment deployment,
      AgentState before,
      AgentState now,
      List<Event> signs) {
    String code = change.reasonCode();
    if (!before.mayBecome(now, deployment, code)) {
      signs.add(
          Signs.notice(
              event.context(),
              Sign.UNUSUAL_TRANSITION,
              "%s after %s is not in Cisco's table of transitions: a failover, or events were lost"
                  .formatted(now, before),
              change.before(),
              details(event, change, code)));
    }
    AgentState pending = AgentState.of(change.pendingBefore());
    if (pending != null && now.isSettled() && now != pending) {
      signs.add(
          Signs.notice(
              event.context(),
              Sign.PENDING_STATE_LOST,
              "%s, though %s was pending".formatted(now, pending),
              change.before(),
              details(event, change, code)));
    }
  }

  /** An event took long to arrive. */
  static Event late(Event.Finesse event, Duration delay) {
    return Signs.notice(
        event.context(),
        Sign.LATE_EVENT,
        "told " + Signs.seconds(delay) + " after the change",
        Signs.details("node", event.item().node(), "dialogId", event.fields().dialogId()));
  }

  private static Map<String, String> details(
      Event.Finesse event, States.Change change, @Nullable String code) {
    return Signs.details(
        "loginId", change.whose(), "state", event.fields().state(), "reasonCode", code);
  }
}
