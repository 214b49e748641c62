package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
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

  /** An answer is sent again within the inactivity that a session is granted, or not at all. */
  private static final Duration MEMORY = Duration.ofMinutes(5);

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
    private @Nullable Moment latest;

    boolean isOlderThan(Moment moment) {
      return latest == null || latest.compareTo(moment) < 0;
    }

    boolean add(Event.Finesse event) {
      latest = event.context().at();
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

  private final LruMap<Object, Session> sessions;

  Repeats(int capacity) {
    sessions = new LruMap<>(capacity);
  }

  /** Whether it was seen before; it is remembered from now on. */
  boolean isRepeat(Event.Finesse event) {
    Context context = event.context();
    Object session = context.sid() == null ? context.connection().number() : context.sid();
    Session known = sessions.get(session);
    if (known == null) {
      Moment old = context.at().plus(MEMORY.negated());
      sessions.forgetEldest(eldest -> eldest.isOlderThan(old));
      known = new Session();
      sessions.put(session, known);
    }
    return known.add(event);
  }
}
