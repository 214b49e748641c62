package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lines of logs are held against: which requests had no answer, when a session had none open,
 * and which events reached their desktops. By the servers' clocks, of several captures together.
 */
final class Traffic {

  private static final int MOST = 100_000;

  /** The desktop asks again within this time when all is well. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /**
   * A time in which a session had no request open.
   *
   * @param from when the last one ended
   * @param until when the next one came; null where none did
   * @param exchange the last one
   * @param agent whose session it is, or null
   */
  record Gap(Instant from, @Nullable Instant until, long exchange, @Nullable String agent) {
    private boolean has(Instant at) {
      return !at.isBefore(from) && (until == null || at.isBefore(until));
    }
  }

  /**
   * A request that had no answer.
   *
   * @param exchange which
   * @param agent whose it was, or null
   */
  record Lost(long exchange, @Nullable String agent) {}

  private record Request(String sid, long rid) {}

  private record Caused(String agent, String requestId) {}

  private record Span(Instant from, Instant until) {}

  private final Map<Request, Lost> lost = new LruMap<>(MOST);
  private final Map<String, Gap> gaps = new LruMap<>(MOST);
  private final Map<String, Gap> latest = new LruMap<>(MOST);
  private final Map<Caused, Instant> told = new LruMap<>(MOST);
  private final Map<String, Span> seen = new LruMap<>(MOST);

  void on(Observation observation, Duration ahead) {
    if (observation instanceof Observation.Finished finished && finished.bosh() != null) {
      finished(finished.exchange(), finished.bosh(), ahead);
    } else if (observation instanceof Observation.Happened happened) {
      happened(happened.event(), ahead);
    }
  }

  private void finished(Exchange exchange, BoshFacts bosh, Duration ahead) {
    Moment ended = exchange.ended();
    String sid = bosh.sid();
    if (sid == null || ended == null) {
      return;
    }
    Instant from = exchange.started().wall().plus(ahead);
    Instant over = ended.wall().plus(ahead);
    Gap before = latest.get(sid);
    if (before != null && from.isAfter(before.from().plus(AT_ONCE))) {
      gaps.put(sid, new Gap(before.from(), from, before.exchange(), bosh.agent()));
    }
    if (before == null || over.isAfter(before.from())) {
      latest.put(sid, new Gap(over, null, exchange.number(), bosh.agent()));
    }
    seen(bosh.agent(), over);
  }

  private void happened(Event event, Duration ahead) {
    Context context = event.context();
    Instant at = context.at().wall().plus(ahead);
    if (event instanceof Event.Poll poll && poll.outcome() == Event.Outcome.UNANSWERED) {
      if (context.sid() != null && context.rid() != null) {
        lost.putIfAbsent(
            new Request(context.sid(), context.rid()),
            new Lost(context.exchange(), context.agent()));
      }
    } else if (event instanceof Event.Finesse finesse && context.agent() != null) {
      seen(context.agent(), at);
      String requestId = finesse.item().requestId();
      if (requestId != null) {
        told.putIfAbsent(new Caused(lower(context.agent()), requestId), at);
      }
    }
  }

  private void seen(@Nullable String agent, Instant at) {
    if (agent != null) {
      seen.merge(
          lower(agent),
          new Span(at, at),
          (before, now) ->
              new Span(
                  before.from().isBefore(at) ? before.from() : at,
                  before.until().isAfter(at) ? before.until() : at));
    }
  }

  /** The request of that rid, if it had no answer. */
  Optional<Lost> unanswered(String sid, String rid) {
    return Optional.ofNullable(lost.get(new Request(sid, Long.parseLong(rid))));
  }

  /** The time around that instant in which a session had no request open, if it had none. */
  Optional<Gap> withoutRequest(String sid, Instant at) {
    Gap open = latest.get(sid);
    if (open != null && open.has(at)) {
      return Optional.of(open);
    }
    Gap gap = gaps.get(sid);
    return gap != null && gap.has(at) ? Optional.of(gap) : Optional.empty();
  }

  /** When the event that a request caused reached its agent's desktop, if it did. */
  Optional<Instant> told(String agent, String requestId) {
    return Optional.ofNullable(told.get(new Caused(lower(agent), requestId)));
  }

  /** Whether an agent's desktop was seen before that instant and after it. */
  boolean isAround(String agent, Instant at) {
    Span span = seen.get(lower(agent));
    return span != null && span.from().isBefore(at) && span.until().isAfter(at);
  }

  /** Whether it tells of an agent, or of a session. */
  boolean knows(@Nullable String agent, @Nullable String sid) {
    return (agent != null && seen.containsKey(lower(agent)))
        || (sid != null && latest.containsKey(sid));
  }

  private static String lower(String agent) {
    return agent.toLowerCase(Locale.ROOT);
  }
}
