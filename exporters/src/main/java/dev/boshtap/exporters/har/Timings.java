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
 * The phases of a HAR entry. They follow each other from {@code startedDateTime} on: dns, connect
 * (with ssl in it), send, wait, receive.
 *
 * @param dns null where the name was not looked up for this exchange
 * @param connect TCP and TLS, null where the connection stood already
 * @param ssl the part of {@code connect} that was TLS, or null
 * @param send from the request's head to its end
 * @param hold from the request's end to the answer's head, or to the end where none came; the time
 *     a poll was held
 * @param receive from the answer's head to its end
 */
record Timings(
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
    return new Timings(
        reached == null ? null : reached.dns(),
        reached == null ? null : reached.connect().plus(reached.tls()),
        reached == null ? null : reached.tls(),
        span(started, sent),
        span(sent, answered),
        span(answered, ended));
  }

  /** The time before the request's head, which {@code startedDateTime} comes before. */
  Duration before() {
    return orZero(dns).plus(orZero(connect));
  }

  /** When the entry begins, for an exchange whose head came at {@code started}. */
  Instant startedDateTime(Instant started) {
    return started.minus(before());
  }

  /** The sum of all phases; ssl is in connect and not added again. */
  Duration total() {
    return before().plus(send).plus(hold).plus(receive);
  }

  void write(JsonGenerator out) {
    out.writeStartObject();
    out.writeNumberProperty("blocked", -1);
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
