package dev.boshtap.exporters.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.Sink;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every request to the BOSH endpoint as a line: when, whose, how long it was held, how it ended.
 */
public final class PollTable implements Sink {

  private final CsvWriter csv;

  /** Writes to {@code out}, which is closed with this. */
  public PollTable(Writer out) {
    csv = CsvWriter.builder().build(out);
    csv.writeRecord(
        "started",
        "ended",
        "server",
        "client",
        "connection",
        "exchange",
        "agent",
        "sid",
        "rid",
        "outcome",
        "status",
        "heldMs",
        "waitMs",
        "requestBytes",
        "bodyBytes",
        "endedBy",
        "how");
  }

  @Override
  public void accept(Observation observation) {
    if (!(observation instanceof Observation.Finished finished) || finished.bosh() == null) {
      return;
    }
    Exchange exchange = finished.exchange();
    BoshFacts bosh = finished.bosh();
    Moment ended = exchange.ended();
    csv.writeRecord(
        exchange.started().wall().toString(),
        ended == null ? "" : ended.wall().toString(),
        Cell.text(exchange.connection().server().toString()),
        Cell.text(exchange.connection().client()),
        Cell.number(exchange.connection().number()),
        Cell.number(exchange.number()),
        Cell.text(bosh.agent()),
        Cell.text(bosh.sid()),
        Cell.number(bosh.rid()),
        bosh.outcome(),
        Cell.number(exchange.status()),
        ended == null ? "" : millis(exchange.held(ended)),
        millis(bosh.grantedWait()),
        Cell.number(exchange.requestBody().size()),
        Cell.number(exchange.responseBody().size()),
        exchange.ending().endedBy().orElse(""),
        exchange.ending().how().orElse(""));
  }

  private static String millis(@Nullable Duration span) {
    return span == null ? "" : Long.toString(span.toMillis());
  }

  @Override
  public void flush() throws IOException {
    csv.flush();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
