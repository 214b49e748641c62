package dev.boshtap.exporters.json;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What other formats have no place for in a WebSocket message, as JSON properties and back without
 * loss: {@code clock} (how many nanoseconds after the exchange began, by the wall clock and by the
 * monotonic one), {@code onWire}, and, where they are not as nearly always, {@code frames}, {@code
 * compressed}, {@code missing}, {@code faults}.
 */
public final class MessageJson {

  private MessageJson() {}

  /**
   * Writes the properties into an object that is open.
   *
   * @param prefix before each name
   * @param started when the exchange began that the WebSocket came of
   */
  public static void write(
      JsonGenerator out, String prefix, Observation.Message told, Moment started) {
    SocketMessage message = told.message();
    out.writeArrayPropertyStart(prefix + "clock");
    out.writeNumber(Duration.between(started.wall(), told.at().wall()).toNanos());
    out.writeNumber(told.at().since(started).toNanos());
    out.writeEndArray();
    out.writeNumberProperty(prefix + "onWire", message.onWire());
    if (message.frames() != 1) {
      out.writeNumberProperty(prefix + "frames", message.frames());
    }
    if (message.compressed()) {
      out.writeBooleanProperty(prefix + "compressed", true);
    }
    if (message.missing() != 0) {
      out.writeNumberProperty(prefix + "missing", message.missing());
    }
    if (!message.faults().isEmpty()) {
      out.writeArrayPropertyStart(prefix + "faults");
      for (SocketFault fault : message.faults()) {
        out.writeString(fault.word());
      }
      out.writeEndArray();
    }
  }

  /** When the message came, if it is one of ours. */
  public static Optional<Moment> at(JsonNode json, String prefix, Moment started) {
    JsonNode clock = json.path(prefix + "clock");
    return clock.isArray()
        ? Optional.of(
            new Moment(
                started.wall().plusNanos(clock.path(0).asLong(0)),
                started.monotonic() + clock.path(1).asLong(0)))
        : Optional.empty();
  }

  /** The message with that payload; what is not said of it is as nearly always. */
  public static SocketMessage read(
      JsonNode json, String prefix, Side from, int opcode, byte[] payload) {
    Set<SocketFault> faults = EnumSet.noneOf(SocketFault.class);
    for (JsonNode fault : json.path(prefix + "faults")) {
      SocketFault.of(fault.asString("")).ifPresent(faults::add);
    }
    return new SocketMessage(
        from,
        opcode,
        payload,
        json.path(prefix + "missing").asLong(0),
        json.path(prefix + "onWire").asLong(payload.length),
        json.path(prefix + "frames").asInt(1),
        json.path(prefix + "compressed").asBoolean(false),
        faults);
  }
}
