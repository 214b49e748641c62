package dev.boshtap.exporters.har;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The phases of a HAR entry. They follow each other from {@code startedDateTime} on: blocked, dns,
 * connect (with ssl in it), send, wait, receive.
 *
 * <p>A connection to the server is made before the request comes, or only when it has come: what a
 * request waits for its connection is in {@code blocked}, {@code dns} and {@code connect}, and not
 * in {@code send} and {@code wait} again.
 *
 * @param begun {@code startedDateTime}
 * @param blocked how long the request was there before its connection was begun, or null
 * @param dns null where the name was not looked up for this exchange
 * @param connect TCP and TLS, null where the connection stood already
 * @param ssl the part of {@code connect} that was TLS, or null
 * @param send from the request's head to its end, as far as the connection stood
 * @param hold from the request's end to the answer's head, or to the end where none came; the time
 *     a poll was held
 * @param receive from the answer's head to its end
 */
record Timings(
    Instant begun,
    @Nullable Duration blocked,
    @Nullable Duration dns,
    @Nullable Duration connect,
    @Nullable Duration ssl,
    Duration send,
    Duration hold,
    Duration receive) {

  static Timings of(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    WireEvent.ServerReached reached = exchange.firstOnConnection() ? exchange.reached() : null;
    Moment started = exchange.started();
    Moment ended = finished.at();
    Moment sent = exchange.requestCompleted() == null ? ended : exchange.requestCompleted();
    Moment answered = exchange.responseStarted() == null ? ended : exchange.responseStarted();
    if (reached == null) {
      return new Timings(
          started.wall(),
          null,
          null,
          null,
          null,
          span(started, sent),
          span(sent, answered),
          span(answered, ended));
    }
    Duration connect = reached.connect().plus(reached.tls());
    Duration before = connect.plus(orZero(reached.dns()));
    // From here on the request could be passed on.
    Moment open = earlier(later(started, reached.at()), ended);
    Duration blocked = span(started, open).minus(before);
    return new Timings(
        blocked.isNegative() ? open.wall().minus(before) : started.wall(),
        blocked.isNegative() || blocked.isZero() ? null : blocked,
        reached.dns(),
        connect,
        reached.tls(),
        span(open, sent),
        span(later(open, sent), answered),
        span(answered, ended));
  }

  /** The sum of all phases; ssl is in connect and not added again. */
  Duration total() {
    return orZero(blocked)
        .plus(orZero(dns))
        .plus(orZero(connect))
        .plus(send)
        .plus(hold)
        .plus(receive);
  }

  void write(JsonGenerator out) {
    out.writeStartObject();
    optional(out, "blocked", blocked);
    optional(out, "dns", dns);
    optional(out, "connect", connect);
    out.writeNumberProperty("send", millis(send));
    out.writeNumberProperty("wait", millis(hold));
    out.writeNumberProperty("receive", millis(receive));
    optional(out, "ssl", ssl);
    out.writeEndObject();
  }

  /** Milliseconds with the nanoseconds as a fraction. */
  static BigDecimal millis(Duration span) {
    BigDecimal millis = BigDecimal.valueOf(span.toNanos(), 6).stripTrailingZeros();
    return millis.scale() < 0 ? millis.setScale(0) : millis;
  }

  private static Moment earlier(Moment one, Moment other) {
    return other.compareTo(one) < 0 ? other : one;
  }

  private static Moment later(Moment one, Moment other) {
    return other.compareTo(one) > 0 ? other : one;
  }

  private static Duration span(Moment from, Moment to) {
    Duration span = to.since(from);
    return span.isNegative() ? Duration.ZERO : span;
  }

  private static Duration orZero(@Nullable Duration span) {
    return span == null ? Duration.ZERO : span;
  }

  private static void optional(JsonGenerator out, String name, @Nullable Duration span) {
    out.writeNumberProperty(name, span == null ? BigDecimal.ONE.negate() : millis(span));
  }
}
