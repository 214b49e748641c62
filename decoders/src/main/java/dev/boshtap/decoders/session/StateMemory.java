package dev.boshtap.decoders.session;

import dev.boshtap.decoders.event.Event;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Remembers the last state of each agent and medium, so that an event can say what the state was
 * before. Kept apart by who received the event: an agent and the supervisor are told of the same
 * change, each once.
 */
final class StateMemory {

  private static final Set<Event.Subject> STATEFUL =
      EnumSet.of(Event.Subject.USER, Event.Subject.TEAM, Event.Subject.MEDIA);

  private record Key(String receiver, Event.Subject subject, String whose) {}

  private final Map<Key, String> states;

  StateMemory(int capacity) {
    states = new LruMap<>(capacity);
  }

  /** The event with its previous state, if it has a state and one was seen before. */
  Event.Finesse remember(Event.Finesse event) {
    String state = event.fields().state();
    if (state == null || !STATEFUL.contains(event.subject())) {
      return event;
    }
    String before = states.put(new Key(receiver(event), event.subject(), whose(event)), state);
    return before == null ? event : withPrevious(event, before);
  }

  private static String receiver(Event.Finesse event) {
    String agent = event.context().agent();
    return agent != null ? agent : Objects.requireNonNullElse(event.context().sid(), "");
  }

  /** A team's node tells of many agents, so the payload is asked before the envelope. */
  private static String whose(Event.Finesse event) {
    if (event.subject() != Event.Subject.MEDIA) {
      JsonNode payload = event.payload();
      JsonNode loginId = payload == null ? null : payload.findValue("loginId");
      if (loginId != null && loginId.isString()) {
        return loginId.asString();
      }
    }
    String source = event.item().source();
    return source == null ? event.item().node() : source;
  }

  private static Event.Finesse withPrevious(Event.Finesse event, String before) {
    Event.Fields fields = event.fields();
    return new Event.Finesse(
        event.context(),
        event.subject(),
        event.item(),
        event.payload(),
        new Event.Fields(
            fields.state(),
            before,
            fields.pendingState(),
            fields.reasonCode(),
            fields.stateChangeTime(),
            fields.dialogId(),
            fields.dialogState(),
            fields.from(),
            fields.to(),
            fields.errorType(),
            fields.errorMessage()),
        event.unreadable());
  }
}
