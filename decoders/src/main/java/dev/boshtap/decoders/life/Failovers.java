package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.rest.FailoverCookies;
import dev.boshtap.decoders.rest.RestRequest;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The signs of desktops that fail over. All is well while a desktop asks for SystemInfo once a
 * minute; one that has lost its server asks every 20 seconds, and leaves cookies.
 */
final class Failovers {

  /** Two of the short intervals after a usual one, or three by themselves, are no chance. */
  private static final int SHORT_AFTER_USUAL = 2;

  private static final int SHORT_ALONE = 3;

  private record Way(String desktop, String host) {}

  private static final class Cadence {
    private Moment last;
    private long lastExchange;
    private boolean wasUsual;
    private int shortOnes;
    private boolean said;

    private Cadence(RestRequest first) {
      last = first.at();
      lastExchange = first.exchange();
    }
  }

  private final LifeLimits limits;
  private final Map<Way, Cadence> cadences;
  private final Map<Way, FailoverCookies> cookies;

  Failovers(LifeLimits limits) {
    this.limits = limits;
    cadences = new LruMap<>(limits.hosts());
    cookies = new LruMap<>(limits.hosts());
  }

  /** A desktop asks for SystemInfo. */
  void asked(RestRequest request, Consumer<Event> say) {
    Way way = new Way(request.desktop(), request.server().host());
    Cadence cadence = cadences.get(way);
    if (cadence == null) {
      cadences.put(way, new Cadence(request));
      return;
    }
    Duration interval = request.at().since(cadence.last);
    long before = cadence.lastExchange;
    cadence.last = request.at();
    cadence.lastExchange = request.exchange();
    if (isAbout(interval, limits.failoverCadence())) {
      cadence.shortOnes++;
      if (!cadence.said
          && cadence.shortOnes >= (cadence.wasUsual ? SHORT_AFTER_USUAL : SHORT_ALONE)) {
        cadence.said = true;
        say.accept(
            Signs.notice(
                request.context(request.at()),
                Sign.FAILOVER_POLLING,
                "SystemInfo is asked every %d s, as by a desktop that looks for a server (usual: %d s)"
                    .formatted(interval.toSeconds(), limits.usualCadence().toSeconds()),
                before,
                Map.of()));
      }
    } else {
      cadence.shortOnes = 0;
      if (isAbout(interval, limits.usualCadence())) {
        cadence.wasUsual = true;
        cadence.said = false;
      }
    }
  }

  private boolean isAbout(Duration interval, Duration cadence) {
    double tolerance = cadence.toMillis() * limits.cadenceTolerance();
    return Math.abs(interval.toMillis() - cadence.toMillis()) <= tolerance;
  }

  /** A request carries the cookies of a failover; said once for each failover. */
  void found(FailoverCookies found, Context context, Consumer<Event> say) {
    Way way = new Way(found.desktop(), context.connection().server().host());
    if (!found.equals(cookies.put(way, found))) {
      say.accept(
          Signs.notice(
              context,
              Sign.FAILED_OVER,
              "the desktop's cookies say that it failed over",
              Signs.details(
                  "timeBeforeFailover",
                  found.timeBeforeFailover(),
                  "attemptsMade",
                  found.attemptsMade())));
    }
  }
}
