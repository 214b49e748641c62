package dev.boshtap.exporters.har;

import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
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
 * @param sent when it was complete
 * @param answered when the answer's head came
 * @param ended when it was over
 */
record EntryTimes(
    Moment begun,
    @Nullable Duration dns,
    @Nullable Duration connect,
    Duration ssl,
    Moment started,
    Moment sent,
    Moment answered,
    Moment ended) {

  static EntryTimes of(JsonNode entry, Moment begun, boolean isAnswered) {
    JsonNode timings = entry.path("timings");
    Duration dns = HarTime.span(timings.path("dns"));
    Duration connect = HarTime.span(timings.path("connect"));
    Duration ssl = zeroIfNull(HarTime.span(timings.path("ssl")));
    Duration send = zeroIfNull(HarTime.span(timings.path("send")));
    Duration hold = zeroIfNull(HarTime.span(timings.path("wait")));
    Duration receive = zeroIfNull(HarTime.span(timings.path("receive")));
    Duration total = zeroIfNull(HarTime.span(entry.path("time")));
    Duration blocked = zeroIfNull(HarTime.span(timings.path("blocked")));
    Duration sum =
        blocked.plus(zeroIfNull(dns)).plus(zeroIfNull(connect)).plus(send).plus(hold).plus(receive);
    if (connect != null && total.compareTo(sum.plus(ssl)) >= 0) {
      // Firefox and mitmproxy have ssl beside connect, not in it; their total tells.
      connect = connect.plus(ssl);
    }
    if (!isAnswered && hold.isZero()) {
      // Chrome counts the whole life of a request without a timing record as blocked, mitmproxy
      // writes the total alone: a poll's hold time is in there.
      Moment ended = begun.plus(total.compareTo(sum) > 0 ? total : sum);
      return new EntryTimes(begun, dns, null, Duration.ZERO, begun, begun, ended, ended);
    }
    Moment started = begun.plus(blocked).plus(zeroIfNull(dns)).plus(zeroIfNull(connect));
    Moment sent = started.plus(send);
    Moment answered = sent.plus(hold);
    Duration tls = connect != null && ssl.compareTo(connect) > 0 ? connect : ssl;
    return new EntryTimes(
        begun, dns, connect, tls, started, sent, answered, answered.plus(receive));
  }

  private static Duration zeroIfNull(@Nullable Duration span) {
    return span == null ? Duration.ZERO : span;
  }
}
