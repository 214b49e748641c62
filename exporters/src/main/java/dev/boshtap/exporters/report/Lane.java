package dev.boshtap.exporters.report;

import dev.boshtap.decoders.wire.HostPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one desktop over a whole shift: spans in which a poll was held, polls that were
 * not answered, states and calls. Polls that follow each other closely are one span, so that a
 * shift of a thousand polls is a few of them; gaps stay visible.
 */
final class Lane {

  /** A gap shorter than this cannot be seen, and is none. */
  private static final long JOINED_MS = 1_000;

  private static final int MOST = 4_000;

  /** A pair, and a few strangers. */
  private static final int MOST_SERVERS = 8;

  /** A span of time, in milliseconds since the epoch. */
  record Span(long from, long to) {}

  /** A state from here on. */
  record State(long from, String name) {}

  private final Set<String> servers = new TreeSet<>();
  private final List<Span> held = new ArrayList<>();
  private final List<Span> unanswered = new ArrayList<>();
  private final List<Span> calls = new ArrayList<>();
  private final List<State> states = new ArrayList<>();
  private long polls;
  private @Nullable Instant call;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** It has a session there. */
  void at(HostPort server) {
    if (servers.size() < MOST_SERVERS) {
      servers.add(server.toString());
    }
  }

  void answered(Instant from, Instant to) {
    polls++;
    seen(from, to);
    join(held, from.toEpochMilli(), to.toEpochMilli());
  }

  void unanswered(Instant from, Instant to) {
    polls++;
    seen(from, to);
    if (unanswered.size() < MOST) {
      unanswered.add(new Span(from.toEpochMilli(), to.toEpochMilli()));
    }
  }

  void state(Instant at, String name) {
    boolean same = !states.isEmpty() && states.get(states.size() - 1).name().equals(name);
    if (!same && states.size() < MOST) {
      states.add(new State(at.toEpochMilli(), name));
    }
  }

  void callBegan(Instant at) {
    if (call == null) {
      call = at;
    }
  }

  void callEnded(Instant at) {
    Instant began = call;
    call = null;
    if (began != null && calls.size() < MOST) {
      calls.add(new Span(began.toEpochMilli(), at.toEpochMilli()));
    }
  }

  private static void join(List<Span> spans, long from, long to) {
    // Two polls may overlap, and the one that ends later may have begun earlier.
    if (!spans.isEmpty()) {
      Span before = spans.get(spans.size() - 1);
      if (from - before.to() <= JOINED_MS) {
        spans.set(
            spans.size() - 1, new Span(Math.min(before.from(), from), Math.max(before.to(), to)));
        return;
      }
    }
    if (spans.size() < MOST) {
      spans.add(new Span(from, to));
    }
  }

  private void seen(Instant from, Instant to) {
    first = Math.min(first, from.toEpochMilli());
    last = Math.max(last, to.toEpochMilli());
  }

  /** The servers that it has or had a session at, by name. */
  Set<String> servers() {
    return servers;
  }

  List<Span> held() {
    return held;
  }

  List<Span> unanswered() {
    return unanswered;
  }

  List<Span> calls() {
    return calls;
  }

  List<State> states() {
    return states;
  }

  long polls() {
    return polls;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }
}
