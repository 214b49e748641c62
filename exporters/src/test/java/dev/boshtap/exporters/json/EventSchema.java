package dev.boshtap.exporters.json;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The published schema, and events as it sees them. */
public final class EventSchema {

  /** Where the reference is, seen from this module. */
  static final Path REFERENCE = Path.of("..", "docs", "reference");

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text(REFERENCE.resolve("events.schema.json")), InputFormat.JSON);

  private EventSchema() {}

  /** What is wrong with a line, by the schema. */
  public static List<String> errors(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  static String json(Event event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
      EventJson.write(out, event);
    }
    return text.toString();
  }

  static String json(Observation.Loss loss) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
      EventJson.write(out, loss);
    }
    return text.toString();
  }

  static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
