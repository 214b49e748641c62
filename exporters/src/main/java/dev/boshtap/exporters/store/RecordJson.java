package dev.boshtap.exporters.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.JsonPad;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The records of the decoders as JSON and back without loss, by their own component names: an event
 * that gains a field, or a new kind of event, is kept and read again without a word here. (The
 * contract's JSON, {@link dev.boshtap.exporters.json.EventJson}, is made for readers: it rounds
 * times and shortens endings.) Components that are null are left out; those that a later version
 * took away are passed over; those that an earlier one did not know are null or zero.
 *
 * <p>A connection is written as its number, and a body as its size: both are kept elsewhere.
 */
final class RecordJson {

  /**
   * All of a finished or held exchange but its bodies and events.
   *
   * @param at when recording stopped, of an exchange that was open then; or null
   */
  record Told(Exchange exchange, @Nullable BoshFacts bosh, @Nullable Moment at) {}

  /** Cases of a sealed interface, told apart by the names of their records. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
  private interface ByName {}

  private final JsonPad pad;
  private final ObjectWriter writer;
  private final ObjectWriter eventWriter;
  private final ObjectWriter toldWriter;
  private final ObjectReader events;
  private final ObjectReader exchanges;
  private final ObjectReader messages;
  private final ObjectReader moments;

  /** Gives the connections that are named in what is read. */
  RecordJson(LongFunction<Connection> connections) {
    JsonMapper mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNestingDepth(10_000)
                            .build())
                    .build())
            .addMixIn(Event.class, ByName.class)
            .addMixIn(Ending.class, ByName.class)
            .addModule(module(connections))
            .changeDefaultVisibility(
                checker ->
                    checker
                        .withGetterVisibility(JsonAutoDetect.Visibility.NONE)
                        .withIsGetterVisibility(JsonAutoDetect.Visibility.NONE)
                        .withFieldVisibility(JsonAutoDetect.Visibility.ANY))
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    pad = new JsonPad(mapper.writer().withRootValueSeparator("")::createGenerator);
    writer = mapper.writer();
    eventWriter = mapper.writerFor(Event.class);
    toldWriter = mapper.writerFor(Told.class);
    events = mapper.readerFor(Event.class);
    exchanges = mapper.readerFor(Told.class);
    messages = mapper.readerFor(Observation.Message.class);
    moments = mapper.readerFor(Moment.class);
  }

  String write(Event event) {
    return pad.text(out -> eventWriter.writeValue(out, event));
  }

  Event readEvent(@Nullable String json) throws IOException {
    return read(events, Event.class, json);
  }

  byte[] write(Told told) {
    return pad.bytes(out -> toldWriter.writeValue(out, told));
  }

  Told readExchange(@Nullable String json) throws IOException {
    return read(exchanges, Told.class, json);
  }

  /** A message without its payload. */
  String write(Observation.Message told) {
    Observation.Message outline =
        new Observation.Message(
            told.at(), told.exchange(), told.message().withPayload(Body.NONE.bytes()));
    return pad.text(out -> writer.writeValue(out, outline));
  }

  Observation.Message readMessage(@Nullable String json) throws IOException {
    return read(messages, Observation.Message.class, json);
  }

  String write(Moment at) {
    return pad.text(out -> writer.writeValue(out, at));
  }

  Moment readMoment(@Nullable String json) throws IOException {
    return read(moments, Moment.class, json);
  }

  private static <T> T read(ObjectReader reader, Class<T> type, @Nullable String json)
      throws IOException {
    if (json == null) {
      // So the driver gives what it cannot read in a damaged file.
      throw new IOException("a record that is not there");
    }
    try {
      T record = type.cast(reader.readValue(json));
      if (record == null) {
        throw new IOException("a record that holds nothing");
      }
      return record;
    } catch (JacksonException e) {
      throw new IOException("a record that cannot be read: " + e.getOriginalMessage(), e);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IOException("a record that cannot be read: " + e.getMessage(), e);
    }
  }

  private static SimpleModule module(LongFunction<Connection> connections) {
    return new SimpleModule("capture")
        .addSerializer(
            Connection.class, writing((connection, out) -> out.writeNumber(connection.number())))
        .addDeserializer(Connection.class, reading(in -> connections.apply(in.getLongValue())))
        .addSerializer(HostPort.class, writing((target, out) -> out.writeString(target.toString())))
        .addDeserializer(HostPort.class, reading(in -> HostPort.parse(in.getString())))
        .addSerializer(Moment.class, writing(RecordJson::moment))
        .addDeserializer(Moment.class, reading(RecordJson::moment))
        .addSerializer(
            Header.class,
            writing(
                (header, out) -> {
                  out.writeStartArray();
                  out.writeString(header.name());
                  out.writeString(header.value());
                  out.writeEndArray();
                }))
        .addDeserializer(
            Header.class,
            reading(
                in -> {
                  String name = in.nextStringValue();
                  String value = in.nextStringValue();
                  in.nextToken();
                  return new Header(name, value);
                }))
        .addSerializer(
            Body.class,
            writing(
                (body, out) -> {
                  out.writeStartArray();
                  out.writeNumber(body.size());
                  out.writeNumber(body.lost());
                  out.writeEndArray();
                }))
        .addDeserializer(
            Body.class,
            reading(
                in -> {
                  long size = in.nextLongValue(-1);
                  long lost = in.nextLongValue(0);
                  in.nextToken();
                  return new Body(Body.NONE.bytes(), size, lost);
                }));
  }

  /** Seconds, nanoseconds, and the monotonic clock's nanoseconds. */
  private static void moment(Moment at, JsonGenerator out) {
    Instant wall = at.wall();
    out.writeStartArray();
    out.writeNumber(wall.getEpochSecond());
    out.writeNumber(wall.getNano());
    out.writeNumber(at.monotonic());
    out.writeEndArray();
  }

  private static Moment moment(JsonParser in) {
    long second = in.nextLongValue(0);
    long nano = in.nextLongValue(0);
    long monotonic = in.nextLongValue(0);
    in.nextToken();
    return new Moment(Instant.ofEpochSecond(second, nano), monotonic);
  }

  private interface Writing<T> {
    void write(T value, JsonGenerator out);
  }

  private interface Reading<T> {
    T read(JsonParser in);
  }

  private static <T> ValueSerializer<T> writing(Writing<T> writing) {
    return new ValueSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializationContext context) {
        writing.write(value, out);
      }
    };
  }

  private static <T> ValueDeserializer<T> reading(Reading<T> reading) {
    return new ValueDeserializer<>() {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) {
        return reading.read(in);
      }
    };
  }
}
