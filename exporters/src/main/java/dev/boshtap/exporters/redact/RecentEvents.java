package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.event.Event;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The events that were redacted last: what an exchange said is given as it is said and once more
 * when it is over, the same objects. Finding them here spares the work, and the memory of a second
 * copy wherever both wait. Safe for use by several threads.
 */
final class RecentEvents {

  private static final int SLOTS = 64;

  private final UnaryOperator<Event> redaction;
  private final AtomicReferenceArray<@Nullable Pair> slots = new AtomicReferenceArray<>(SLOTS);

  private record Pair(Event event, Event redacted) {
    boolean isOf(Object other) {
      return event == other;
    }
  }

  RecentEvents(UnaryOperator<Event> redaction) {
    this.redaction = redaction;
  }

  Event redact(Event event) {
    int slot = System.identityHashCode(event) & (SLOTS - 1);
    Pair recent = slots.get(slot);
    if (recent == null || !recent.isOf(event)) {
      recent = new Pair(event, redaction.apply(event));
      slots.set(slot, recent);
    }
    return recent.redacted();
  }
}
