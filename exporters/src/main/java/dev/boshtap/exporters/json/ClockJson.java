package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.read.IsoTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The moments of an exchange as JSON and back without loss, on both clocks: other formats round to
 * milliseconds and know the wall clock alone, from which neither the order of what happened within
 * one nor the length of what a sleeping machine was in the midst of can be told.
 *
 * <p>{@code {"started":["2026-11-22T10:00:00.123456789Z",81234567890],"sent":[310000,309870],
 * "answered":[…],"ended":[…]}}: of the first moment the wall clock and the monotonic clock's
 * nanoseconds, of the others how many nanoseconds later either clock was; what did not happen is
 * absent.
 *
 * @param started when the request's head was complete
 * @param reached when the connection to the server stood, or null where it was not made for this
 *     exchange, or stood before
 * @param sent when the request was complete, or null
 * @param answered when the answer's head was complete, or null
 * @param ended when it was over, or null
 * @param until when it was last known to be open, or null where it is over
 */
public record ClockJson(
    Moment started,
    @Nullable Moment reached,
    @Nullable Moment sent,
    @Nullable Moment answered,
    @Nullable Moment ended,
    @Nullable Moment until) {

  /** The moments of an exchange. */
  public static ClockJson of(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    return new ClockJson(
        exchange.started(),
        reached(exchange),
        exchange.requestCompleted(),
        exchange.responseStarted(),
        exchange.ended(),
        exchange.ended() == null ? finished.at() : null);
  }

  private static @Nullable Moment reached(Exchange exchange) {
    WireEvent.ServerReached reached = exchange.firstOnConnection() ? exchange.reached() : null;
    return reached == null || reached.at().compareTo(exchange.started()) <= 0 ? null : reached.at();
  }

  /** The moments that were written, or none where this is none of ours. */
  public static Optional<ClockJson> read(JsonNode json) {
    Moment started = started(json.path("started"));
    return started == null
        ? Optional.empty()
        : Optional.of(
                new ClockJson(
                    started,
                    later(started, json.path("reached")),
                    later(started, json.path("sent")),
                    later(started, json.path("answered")),
                    later(started, json.path("ended")),
                    later(started, json.path("until"))))
            .filter(ClockJson::isInOrder);
  }

  /** Whether nothing is before the start or after the end, as in a file that nobody changed. */
  private boolean isInOrder() {
    Moment last = ended == null ? until : ended;
    return isBetween(reached, last)
        && isBetween(sent, last)
        && isBetween(answered, last)
        && isBetween(last, null);
  }

  private boolean isBetween(@Nullable Moment moment, @Nullable Moment last) {
    return moment == null
        || (moment.compareTo(started) >= 0 && (last == null || moment.compareTo(last) <= 0));
  }

  /** Writes them as an object. */
  public void write(JsonGenerator out) {
    out.writeStartObject();
    out.writeArrayPropertyStart("started");
    out.writeString(started.wall().toString());
    out.writeNumber(started.monotonic());
    out.writeEndArray();
    write(out, "reached", reached);
    write(out, "sent", sent);
    write(out, "answered", answered);
    write(out, "ended", ended);
    write(out, "until", until);
    out.writeEndObject();
  }

  private void write(JsonGenerator out, String name, @Nullable Moment moment) {
    if (moment != null) {
      out.writeArrayPropertyStart(name);
      out.writeNumber(Duration.between(started.wall(), moment.wall()).toNanos());
      out.writeNumber(moment.monotonic() - started.monotonic());
      out.writeEndArray();
    }
  }

  private static @Nullable Moment started(JsonNode pair) {
    Instant wall = IsoTime.parse(pair.path(0).asString(""));
    return wall == null || !pair.path(1).isIntegralNumber()
        ? null
        : new Moment(wall, pair.path(1).asLong(0));
  }

  private static @Nullable Moment later(Moment started, JsonNode pair) {
    return pair.path(0).isIntegralNumber() && pair.path(1).isIntegralNumber()
        ? new Moment(
            started.wall().plusNanos(pair.path(0).asLong(0)),
            started.monotonic() + pair.path(1).asLong(0))
        : null;
  }
}
