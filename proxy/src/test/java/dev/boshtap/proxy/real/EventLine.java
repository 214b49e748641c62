package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of an events file.
 *
 * @param json the whole of it
 */
record EventLine(JsonNode json) {

  private static final Path SCHEMA = Path.of("..", "docs", "reference", "events.schema.json");

  /** Reads a file, which must be whole lines of JSON. */
  static List<EventLine> read(Path file) throws IOException {
    String text = Files.readString(file, UTF_8);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new AssertionError(file + " ends inside a line");
    }
    return text.lines().map(EventLine::of).toList();
  }

  /** Reads a line. */
  static EventLine of(String line) {
    return new EventLine(JsonMapper.shared().readTree(line));
  }

  /** What the published schema has against a file, line by line; nothing when it is valid. */
  static List<String> againstSchema(Path file) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    return Files.readAllLines(file, UTF_8).stream()
        .flatMap(line -> firstError(schema, line).stream())
        .toList();
  }

  /** The first only: where no alternative fits, the schema speaks of each. */
  private static Optional<String> firstError(Schema schema, String line) {
    return schema.validate(line, InputFormat.JSON).stream()
        .findFirst()
        .map(error -> error + " in " + line);
  }

  String type() {
    return text("type");
  }

  /** A field as text; empty where it is missing. */
  String text(String field) {
    return json.path(field).asString("");
  }

  boolean isFinesse() {
    return type().startsWith("finesse.");
  }

  boolean isPoll() {
    return type().equals("bosh.poll");
  }

  /** A poll that ended without a word. */
  boolean isUnanswered() {
    return isPoll()
        && text("outcome").equals("unanswered")
        && json.path("status").isNull()
        && json.path("bodyBytes").asInt(0) == -1;
  }
}
