package dev.boshtap.decoders.rest;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.finesse.resource.SystemInfo;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the clocks that a SystemInfo call shows: the desktop's, which stands in {@code nocache}
 * as milliseconds since 1970, the server's in the answer, and ours. The server is taken to have
 * looked at its clock half-way through the round trip. The desktop's clock counts only where the
 * call came on a connection that stood already.
 */
final class ClockReading {

  private static final Pattern CLIENT_CLOCK = Pattern.compile("[?&]nocache=(\\d{12,14})(?:&|$)");

  private ClockReading() {}

  /** What is known of the clocks; null when the server does not tell its time. */
  static Event.@Nullable Clock of(
      RestRequest request, Exchange exchange, SystemInfo info, Moment at) {
    Instant server = info.currentTimestamp();
    Moment answered = exchange.responseStarted();
    if (server == null || answered == null) {
      return null;
    }
    Moment asked = request.at();
    WireEvent.ServerReached reached = exchange.reached();
    if (exchange.firstOnConnection() && reached != null && reached.at().compareTo(asked) > 0) {
      asked = reached.at();
    }
    Duration roundTrip = answered.since(asked);
    if (roundTrip.isNegative()) {
      return null; // answered before it was asked whole
    }
    Duration half = roundTrip.dividedBy(2);
    // The desktop looks at its clock before it connects, and how long that took nobody knows.
    Instant client = exchange.firstOnConnection() ? null : clientClock(exchange.request().target());
    return new Event.Clock(
        request.context(at),
        Event.ClockSource.SYSTEMINFO,
        client,
        server,
        client == null ? null : Duration.between(client.plus(half), server),
        Duration.between(asked.wall().plus(half), server),
        roundTrip);
  }

  private static @Nullable Instant clientClock(String target) {
    Matcher clock = CLIENT_CLOCK.matcher(target);
    try {
      return clock.find() ? Instant.ofEpochMilli(Long.parseLong(clock.group(1))) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Says drift and round trip for a person. */
  static void describe(Event.Clock clock, StringBuilder text) {
    Duration drift = clock.drift() == null ? clock.serverDrift() : clock.drift();
    if (drift != null) {
      text.append(text.isEmpty() ? "" : ", ");
      text.append("drift ").append(drift.toMillis()).append(" ms");
    }
    if (clock.roundTrip() != null) {
      text.append(", round trip ").append(clock.roundTrip().toMillis()).append(" ms");
    }
  }
}
