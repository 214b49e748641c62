package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.json.ClockJson;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The moments of an entry.
 *
 * @param begun {@code startedDateTime}
 * @param dns how long the name took, or null where it was not looked up
 * @param connect TCP and TLS, or null where the connection stood already
 * @param ssl the part of {@code connect} that was TLS
 * @param started when the request went out
 * @param reached when the connection to the server stood, where it was made for this entry
 * @param sent when it was complete, or null when it never was
 * @param answered when the answer's head came, or would have
 * @param ended when it was over, or last known to be open
 * @param saysHeld whether the file says how long it took: some do not where no answer came
 */
record EntryTimes(
    Moment begun,
    @Nullable Duration dns,
    @Nullable Duration connect,
    Duration ssl,
    Moment started,
    Moment reached,
    @Nullable Moment sent,
    Moment answered,
    Moment ended,
    boolean saysHeld) {

  /** As much as a sum of phases, each of them rounded, may be beside their total. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  /** The moments of an entry of our own, which has them to the nanosecond, or of another tool's. */
  static EntryTimes of(JsonNode entry, Moment begun, boolean isAnswered, boolean isOurs) {
    EntryTimes times = of(entry, begun, isAnswered);
    Optional<ClockJson> clock = isOurs ? ClockJson.read(entry.path("_clock")) : Optional.empty();
    return clock.map(times::by).orElse(times);
  }

  private EntryTimes by(ClockJson clock) {
    Moment last = clock.ended() == null ? clock.until() : clock.ended();
    Moment over = last == null ? ended : last;
    return new EntryTimes(
        begun,
        dns,
        connect,
        ssl,
        clock.started(),
        clock.reached() == null ? clock.started() : clock.reached(),
        clock.sent(),
        clock.answered() == null ? over : clock.answered(),
        over,
        true);
  }

  private static EntryTimes of(JsonNode entry, Moment begun, boolean isAnswered) {
    JsonNode timings = entry.path("timings");
    Duration dns = span(timings.path("dns"));
    Duration connect = span(timings.path("connect"));
    Duration ssl = zeroIfNull(span(timings.path("ssl")));
    Duration send = zeroIfNull(span(timings.path("send")));
    Duration hold = zeroIfNull(span(timings.path("wait")));
    Duration receive = zeroIfNull(span(timings.path("receive")));
    Duration total = zeroIfNull(span(entry.path("time")));
    Duration blocked = zeroIfNull(span(timings.path("blocked")));
    Duration sum =
        blocked.plus(zeroIfNull(dns)).plus(zeroIfNull(connect)).plus(send).plus(hold).plus(receive);
    if (connect != null && total.compareTo(sum.plus(ssl)) >= 0) {
      // Firefox and mitmproxy have ssl beside connect, not in it; their total tells.
      connect = connect.plus(ssl);
    }
    if (!isAnswered && hold.isZero()) {
      // Chrome counts the whole life of a request without a timing record as blocked, others write
      // the total alone: a poll's hold time is in there. mitmproxy, Fiddler and Firefox may write
      // nothing at all, or nothing but the time it took to connect and to send.
      Duration life = total.compareTo(sum) > 0 ? total : sum;
      Duration before = zeroIfNull(dns).plus(zeroIfNull(connect)).plus(send);
      boolean saysHeld = life.minus(before).compareTo(ROUNDING) > 0;
      Moment ended = begun.plus(life);
      return new EntryTimes(
          begun, dns, null, Duration.ZERO, begun, begun, begun, ended, ended, saysHeld);
    }
    Moment started = begun.plus(blocked).plus(zeroIfNull(dns)).plus(zeroIfNull(connect));
    Moment sent = started.plus(send);
    Moment answered = sent.plus(hold);
    Duration tls = connect != null && ssl.compareTo(connect) > 0 ? connect : ssl;
    return new EntryTimes(
        begun, dns, connect, tls, started, started, sent, answered, answered.plus(receive), true);
  }

  /** A span in milliseconds; null where it is absent, or -1, which stands for "not known". */
  private static @Nullable Duration span(JsonNode millis) {
    double value = millis.isNumber() ? millis.doubleValue() : -1;
    // Firefox and Fiddler have been seen to write nonsense for requests that slept with the
    // machine.
    return value < 0 || value > 1e12 || Double.isNaN(value)
        ? null
        : Duration.ofNanos(Math.round(value * 1e6));
  }

  private static Duration zeroIfNull(@Nullable Duration span) {
    return span == null ? Duration.ZERO : span;
  }
}
