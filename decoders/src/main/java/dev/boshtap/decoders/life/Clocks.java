package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How far servers' clocks are ahead of ours and of the desktops', and how slow the way is. */
final class Clocks {

  /** A desktop, a server, and who compares their clocks. */
  private record Way(String desktop, String host, Event.ClockSource source) {}

  /** What was found last on a way; the signs are said when it changes, not each minute anew. */
  private record Found(@Nullable Duration drift, boolean slow) {}

  private final LifeLimits limits;
  private final Map<String, Duration> serverDrifts;
  private final Map<Way, Found> ways;

  Clocks(LifeLimits limits) {
    this.limits = limits;
    this.serverDrifts = new LruMap<>(limits.hosts());
    this.ways = new LruMap<>(limits.hosts());
  }

  /** How far the server's clock is ahead of ours, or null while that is not known. */
  @Nullable Duration serverDrift(String host) {
    return serverDrifts.get(host);
  }

  /** Whether a delay, clocks corrected, is longer than it should be. */
  boolean isLate(Duration delay) {
    return delay.compareTo(limits.late()) > 0;
  }

  /**
   * Clocks were compared.
   *
   * @param desktop whose clock it was, as far as desktops can be told apart
   */
  void told(Event.Clock clock, String desktop, Consumer<Event> say) {
    Context context = clock.context();
    String host = context.connection().server().host();
    if (clock.serverDrift() != null) {
      serverDrifts.put(host, clock.serverDrift());
    }
    Way way = new Way(desktop, host, clock.source());
    Found before = ways.get(way);
    Duration drift = clock.drift();
    Duration roundTrip = clock.roundTrip();
    boolean slow = roundTrip != null && roundTrip.compareTo(limits.roundTrip()) > 0;
    Duration known = before == null ? null : before.drift;
    ways.put(way, new Found(drift == null ? known : drift, slow));
    if (slow && (before == null || !before.slow)) {
      say.accept(
          Signs.notice(
              context,
              Sign.SLOW_ROUND_TRIP,
              "round trip of %d ms (limit: %d ms)"
                  .formatted(roundTrip.toMillis(), limits.roundTrip().toMillis()),
              Map.of()));
    }
    if (drift != null && known != null && jumped(known, drift)) {
      say.accept(
          Signs.notice(
              context,
              Sign.DRIFT_CHANGED,
              "drift between desktop and server went from %d ms to %d ms: a clock was set, or a machine slept"
                  .formatted(known.toMillis(), drift.toMillis()),
              Map.of()));
    }
  }

  private boolean jumped(Duration before, Duration now) {
    return now.minus(before).abs().compareTo(limits.driftChange()) > 0;
  }
}
