package dev.boshtap.decoders.session;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.wire.Moment;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is due by the passing of time alone, soonest first. Time is told: by ticks where it runs by
 * itself, and by whatever happens next, so that a file gives the same as the traffic did. What
 * rings is told when it was due, not when that was noticed.
 */
public final class Alarms {

  /** What an alarm does when it is due. */
  @FunctionalInterface
  public interface Ring {
    /** It was due at that moment; what is to be said goes into {@code events}. */
    void ring(Moment due, List<Event> events);
  }

  private record Entry(Moment due, long order, Alarm alarm) {}

  private final PriorityQueue<Entry> queue =
      new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::order));
  private long order;

  /** One that can be set again and again; it is not set yet. */
  public Alarm alarm(Ring ring) {
    return new Alarm(ring, false);
  }

  /** One that waits for what may still be told, and so rings at the end at the latest. */
  public Alarm alarmOrEnd(Ring ring) {
    return new Alarm(ring, true);
  }

  /** Whether something may be due by now. */
  public boolean isDue(Moment now) {
    Entry first = queue.peek();
    return first != null && first.due().compareTo(now) <= 0;
  }

  /** Time has passed: rings what was due by now, in order. */
  public void passed(Moment now, List<Event> events) {
    Entry first = queue.peek();
    while (first != null && first.due().compareTo(now) <= 0) {
      queue.remove();
      first.alarm().reached(first.due(), events);
      first = queue.peek();
    }
  }

  /** Nothing more is told: rings, in order, what waited for more. */
  public void finish(List<Event> events) {
    for (Entry next = queue.poll(); next != null; next = queue.poll()) {
      if (next.alarm().orEnd) {
        next.alarm().reached(next.due(), events);
      }
    }
  }

  /**
   * One alarm. To set it later than it stands, or off, costs nothing until its first time comes.
   */
  public final class Alarm {
    private final Ring ring;
    private final boolean orEnd;
    private @Nullable Moment due;

    /** The time of its entry in the queue, which may be sooner than it is due. */
    private @Nullable Moment queued;

    private Alarm(Ring ring, boolean orEnd) {
      this.ring = ring;
      this.orEnd = orEnd;
    }

    /** Rings at that moment, and at no other set before. */
    public void set(Moment when) {
      due = when;
      if (queued == null || when.compareTo(queued) < 0) {
        enqueue(when);
      }
    }

    /** Rings at that moment, or sooner if it was set to. */
    public void setNoLaterThan(Moment when) {
      if (due == null || when.compareTo(due) < 0) {
        set(when);
      }
    }

    /** Does not ring. */
    public void off() {
      due = null;
    }

    /** Whether it is to ring. */
    public boolean isSet() {
      return due != null;
    }

    private void enqueue(Moment when) {
      queued = when;
      queue.add(new Entry(when, order++, this));
    }

    private void reached(Moment when, List<Event> events) {
      if (!when.equals(queued)) {
        return; // Set to a sooner time since, and rung then.
      }
      queued = null;
      Moment at = due;
      if (at == null) {
        return;
      }
      if (at.compareTo(when) > 0) {
        enqueue(at);
        return;
      }
      due = null;
      ring.ring(at, events);
    }
  }
}
