package dev.boshtap.proxy.observe;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Events by the time at which they were seen; those of one time as they came. They come nearly in
 * order, so each finds its place from the end. Used by one thread.
 */
final class InOrder {

  private final Deque<WireEvent> events = new ArrayDeque<>();
  private final Deque<WireEvent> later = new ArrayDeque<>();

  void add(WireEvent event) {
    WireEvent last = events.peekLast();
    while (last != null && last.at().compareTo(event.at()) > 0) {
      later.push(events.removeLast());
      last = events.peekLast();
    }
    events.addLast(event);
    while (!later.isEmpty()) {
      events.addLast(later.pop());
    }
  }

  /** Takes the oldest out: those seen by {@code until}, at most {@code most}. */
  List<WireEvent> take(Moment until, int most) {
    List<WireEvent> oldest = new ArrayList<>();
    WireEvent next = events.peekFirst();
    while (next != null && oldest.size() < most && next.at().compareTo(until) <= 0) {
      oldest.add(events.removeFirst());
      next = events.peekFirst();
    }
    return oldest;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }
}
