package dev.boshtap.exporters.store;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Body;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.exporters.store.EncodedRows.Change;
import dev.boshtap.exporters.store.EncodedRows.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns observations into rows, packed and in JSON; {@link ObservationRows} is the way back. Used
 * by one thread.
 */
final class RowEncoder implements AutoCloseable {

  private final Packing packing = Packing.fresh();

  /** Made for the first observation: it takes longer than all else that begins a capture. */
  private @Nullable RecordJson json;

  /** The rows of an observation; none of them names its number. */
  EncodedRows encode(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      return event(happened.event());
    }
    if (observation instanceof Observation.Finished finished) {
      return exchange(finished);
    }
    if (observation instanceof Observation.Held held) {
      Exchange exchange = held.exchange();
      return about(exchange, Change.HELD, List.of(pending(exchange, held.bosh())));
    }
    if (observation instanceof Observation.Upgraded upgraded) {
      Exchange exchange = upgraded.exchange();
      Values upgrade =
          Values.numbered(Table.UPGRADES, exchange.number(), packed(exchange, null, null));
      return about(exchange, Change.UPGRADED, List.of(pending(exchange, null), upgrade));
    }
    if (observation instanceof Observation.Message message) {
      return new EncodedRows(List.of(message(message)), null, 0, Change.NONE);
    }
    if (observation instanceof Observation.Loss loss) {
      return new EncodedRows(List.of(loss(loss)), null, 0, Change.NONE);
    }
    throw new IllegalArgumentException(
        "observation: "
            + observation.getClass().getName()
            + " (expected: a case known to RowEncoder)");
  }

  private RecordJson json() {
    if (json == null) {
      json =
          new RecordJson(
              number -> {
                throw new IllegalStateException("what is written reads no connections");
              });
    }
    return json;
  }

  private static EncodedRows about(Exchange exchange, Change change, List<Values> rows) {
    return new EncodedRows(rows, exchange.connection(), exchange.number(), change);
  }

  private EncodedRows event(Event event) {
    Context context = event.context();
    Values row =
        Values.numbered(
            Table.EVENTS,
            context.exchange(),
            context.connection().number(),
            millis(context.at()),
            event.type(),
            context.agent(),
            context.sid(),
            context.rid(),
            event instanceof Event.Finesse finesse ? finesse.item().node() : null,
            event instanceof Event.Poll poll ? word(poll.outcome()) : null,
            json().write(event));
    return new EncodedRows(List.of(row), context.connection(), 0, Change.NONE);
  }

  private EncodedRows exchange(Observation.Finished finished) {
    Exchange exchange = finished.exchange();
    BoshFacts bosh = finished.bosh();
    Moment ended = exchange.ended();
    List<Values> rows = new ArrayList<>(3);
    rows.add(
        Values.numbered(
            Table.EXCHANGES,
            exchange.number(),
            exchange.connection().number(),
            millis(exchange.started()),
            ended == null ? null : millis(ended),
            exchange.request().method(),
            exchange.request().target(),
            exchange.status(),
            ended == null ? null : exchange.held(ended).toMillis(),
            exchange.requestBody().size(),
            exchange.responseBody().size(),
            exchange.ending().endedBy().orElse(null),
            exchange.ending().how().orElse(null),
            bosh == null ? null : bosh.outcome(),
            bosh == null ? null : bosh.sid(),
            bosh == null ? null : bosh.rid(),
            agent(finished),
            finished.events().size(),
            packed(exchange, bosh, ended == null ? finished.at() : null)));
    body(2 * exchange.number(), exchange.requestBody(), rows);
    body(2 * exchange.number() + 1, exchange.responseBody(), rows);
    return about(exchange, Change.FINISHED, rows);
  }

  private static @Nullable String agent(Observation.Finished finished) {
    if (finished.bosh() != null && finished.bosh().agent() != null) {
      return finished.bosh().agent();
    }
    for (Event event : finished.events()) {
      if (event.context().agent() != null) {
        return event.context().agent();
      }
    }
    return null;
  }

  private void body(long id, Body body, List<Values> rows) {
    if (body.size() <= 0 && body.bytes().length == 0) {
      return; // The record says its size.
    }
    rows.add(
        Values.of(
            Table.BODIES,
            id,
            body.size(),
            body.bytes().length,
            body.lost(),
            packing.pack(body.bytes())));
  }

  private Values pending(Exchange exchange, @Nullable BoshFacts bosh) {
    return Values.of(
        Table.PENDING,
        exchange.number(),
        exchange.connection().number(),
        millis(exchange.started()),
        bosh == null ? null : bosh.agent(),
        packed(exchange, bosh, null),
        packing.pack(exchange.requestBody().bytes()));
  }

  private Values message(Observation.Message told) {
    SocketMessage message = told.message();
    return Values.numbered(
        Table.MESSAGES,
        told.exchange(),
        millis(told.at()),
        message.from().word(),
        message.opcode(),
        message.payload().length,
        message.missing(),
        packing.pack(message.payload()),
        json().write(told));
  }

  private Values loss(Observation.Loss loss) {
    return Values.numbered(
        Table.LOSSES, millis(loss.at()), loss.what(), loss.count(), json().write(loss.at()));
  }

  private byte[] packed(Exchange exchange, @Nullable BoshFacts bosh, @Nullable Moment at) {
    return packing.pack(json().write(new RecordJson.Told(exchange, bosh, at)));
  }

  private static long millis(Moment at) {
    return at.wall().toEpochMilli();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void close() {
    packing.close();
  }
}
