package dev.boshtap.exporters.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.json.EventJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every event as a line: the fields of the contract (docs/reference/events.schema.json) that are
 * single values as columns, and in the last column the whole event as JSON.
 */
public final class EventTable implements Sink {

  private static final List<String> COLUMNS =
      List.of(
          "time",
          "type",
          "server",
          "client",
          "connection",
          "exchange",
          "agent",
          "sid",
          "rid",
          "node",
          "event",
          "state",
          "previousState",
          "reasonCode",
          "dialogId",
          "dialogState",
          "from",
          "to",
          "change",
          "outcome",
          "status",
          "heldMs",
          "endedBy",
          "how",
          "method",
          "path",
          "ms",
          "target",
          "stage",
          "cause",
          "text");

  private final CsvWriter csv;

  /** Writes to {@code out}, which is closed with this. */
  public EventTable(Writer out) {
    csv = CsvWriter.builder().build(out);
    List<String> header = new ArrayList<>(COLUMNS);
    header.add("json");
    csv.writeRecord(header);
  }

  @Override
  public void accept(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      write(json(happened.event()));
    }
  }

  private void write(String json) {
    JsonNode event = JsonMapper.shared().readTree(json);
    List<String> cells = new ArrayList<>();
    for (String column : COLUMNS) {
      JsonNode value = event.path(column);
      cells.add(
          value.isNumber()
              ? value.asString()
              : Cell.text(value.isNull() ? null : value.asString("")));
    }
    cells.add(json);
    csv.writeRecord(cells);
  }

  private static String json(Event event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
      EventJson.write(out, event);
    }
    return text.toString();
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
