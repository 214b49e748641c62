package dev.boshtap.decoders.session.websocket;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Event.Outcome;
import dev.boshtap.decoders.event.Event.PingKind;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pings on one WebSocket that wait for an answer, and how those fared that do not any more. */
final class Pings {

  /** Who has sent that many without an answer is no client of Finesse; the oldest are let go. */
  private static final int MOST = 64;

  /** A ping's payload is no longer (RFC 6455, 5.5); an id has no need to be. */
  private static final int LONGEST_ID = 125;

  /** An answer at the limit is in time. */
  private static final Duration BEYOND = Duration.ofNanos(1);

  private static final class Asked {
    final PingKind kind;
    final Side by;
    final String id;
    final Moment at;
    boolean overdue;

    Asked(PingKind kind, Side by, String id, Moment at) {
      this.kind = kind;
      this.by = by;
      this.id = id;
      this.at = at;
    }

    Event event(Context context, Outcome outcome, Ending ending) {
      return new Event.Ping(context, kind, by, outcome, context.at().since(at), ending);
    }
  }

  private final Duration limit;
  private final Deque<Asked> open = new ArrayDeque<>(2);
  private long asked;
  private long unanswered;
  private @Nullable Duration slowest;

  Pings(Duration limit) {
    this.limit = limit;
  }

  void asked(PingKind kind, Side by, String id, Moment at) {
    asked++;
    if (open.size() == MOST) {
      open.removeFirst();
      unanswered++;
    }
    open.addLast(new Asked(kind, by, cut(id), at));
  }

  /** Whether such a ping waits for its answer. */
  boolean isOpen(PingKind kind, Side by, String id) {
    return open.stream().anyMatch(ping -> is(ping, kind, by, cut(id)));
  }

  /** A ping was answered, and with a Pong those control frames before it too (RFC 6455, 5.5.3). */
  Optional<Event> answered(PingKind kind, Side by, String id, Context context) {
    if (!isOpen(kind, by, id)) {
      return Optional.empty();
    }
    Event late = null;
    boolean found = false;
    for (Iterator<Asked> pings = open.iterator(); pings.hasNext() && !found; ) {
      Asked ping = pings.next();
      found = is(ping, kind, by, cut(id));
      if (found || (kind == PingKind.WEBSOCKET && ping.kind == kind && ping.by == by)) {
        pings.remove();
        Duration held = context.at().since(ping.at);
        slowest = slowest == null || held.compareTo(slowest) > 0 ? held : slowest;
        if (held.compareTo(limit) > 0) {
          late = ping.event(context, Outcome.LATE, Ending.OPEN);
        }
      }
    }
    return Optional.ofNullable(late);
  }

  /** When the next ping will be overdue that was not told of before, or null. */
  @Nullable Moment nextOverdue() {
    for (Asked ping : open) {
      if (!ping.overdue) {
        return ping.at.plus(limit).plus(BEYOND);
      }
    }
    return null;
  }

  /** The pings that are overdue by now and were not told of before. */
  List<Event> overdue(Context context) {
    List<Event> events = new ArrayList<>(0);
    for (Asked ping : open) {
      if (!ping.overdue && !isInTime(ping, context.at())) {
        ping.overdue = true;
        events.add(ping.event(context, Outcome.OVERDUE, Ending.OPEN));
      }
    }
    return events;
  }

  /**
   * The WebSocket is over, or recording stops ({@link Ending.Open}). What was in time is nobody's
   * fault where boshtap was stopped, and not worth a word where a side had said good-bye.
   */
  List<Event> ended(Context context, Ending ending, boolean goodbye) {
    boolean ours =
        ending instanceof Ending.Open
            || (ending instanceof Ending.ByProxy proxy && proxy.reason() == Ending.Reason.SHUTDOWN);
    List<Event> events = new ArrayList<>(0);
    for (Asked ping : open) {
      boolean inTime = isInTime(ping, context.at());
      if (inTime && ours) {
        events.add(ping.event(context, Outcome.PENDING, ending));
      } else if (ending instanceof Ending.Open) {
        if (!ping.overdue) {
          events.add(ping.event(context, Outcome.OVERDUE, ending));
        }
      } else if (!inTime || !goodbye) {
        unanswered++;
        events.add(ping.event(context, Outcome.UNANSWERED, ending));
      }
    }
    open.clear();
    return events;
  }

  long asked() {
    return asked;
  }

  /** How many were never answered, as far as that is known. */
  long unanswered() {
    return unanswered;
  }

  @Nullable Duration slowest() {
    return slowest;
  }

  private boolean isInTime(Asked ping, Moment now) {
    return now.since(ping.at).compareTo(limit) <= 0;
  }

  private static boolean is(Asked ping, PingKind kind, Side by, String id) {
    return ping.kind == kind && ping.by == by && ping.id.equals(id);
  }

  private static String cut(String id) {
    return id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
  }
}
