package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Moment;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells an item that the same session was given before: by an answer sent twice, or by two
 * subscriptions to one node. An item is known by its id; one without an id only by its whole
 * content, and within one answer or message, since a state may well come twice.
 */
final class Repeats {

  /** The same item comes again at once or not at all. */
  private static final int REMEMBERED = 16;

  private record Seen(Event.Item item, long exchange, Moment at, @Nullable JsonNode payload) {
    private boolean isSame(Event.Finesse event) {
      return item.itemId() == null
          ? exchange == event.context().exchange()
              && at.equals(event.context().at())
              && item.equals(event.item())
              && Objects.equals(payload, event.payload())
          : item.itemId().equals(event.item().itemId()) && item.node().equals(event.item().node());
    }
  }

  /** The last items of one session. */
  private static final class Session {
    private final @Nullable Seen[] last = new Seen[REMEMBERED];
    private int next;

    boolean add(Event.Finesse event) {
      for (Seen seen : last) {
        if (seen != null && seen.isSame(event)) {
          return true;
        }
      }
      JsonNode payload = event.item().itemId() == null ? event.payload() : null;
      Context context = event.context();
      last[next] = new Seen(event.item(), context.exchange(), context.at(), payload);
      next = (next + 1) % REMEMBERED;
      return false;
    }
  }

  private final Map<Object, Session> sessions;

  Repeats(int capacity) {
    sessions = new LruMap<>(capacity);
  }

  /** Whether it was seen before; it is remembered from now on. */
  boolean isRepeat(Event.Finesse event) {
    Context context = event.context();
    Object session = context.sid() == null ? context.connection().number() : context.sid();
    return sessions.computeIfAbsent(session, unseen -> new Session()).add(event);
  }
}
