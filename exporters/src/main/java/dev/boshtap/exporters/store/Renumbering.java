package dev.boshtap.exporters.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Other numbers for the rows of a capture that is put behind another.
 *
 * @param places added to each seq
 * @param exchanges added to the number of each exchange
 * @param connections added to the number of each connection
 */
record Renumbering(long places, long exchanges, long connections) {

  static final Renumbering NONE = new Renumbering(0, 0, 0);

  /** Where events speak of other exchanges. */
  private static final Set<String> LISTS = Set.of("exchanges", "evidence");

  /** The value of a column. */
  long of(String table, String column, long value) {
    return switch (column) {
      case "seq" -> value + places;
      case "number" -> value + (table.equals("connections") ? connections : exchanges);
      case "exchange" -> value == 0 ? 0 : value + exchanges;
      case "connection" -> value + connections;
      case "id" -> value + 2 * exchanges;
      default -> value;
    };
  }

  byte[] ofJson(byte[] json) throws IOException {
    return equals(NONE) ? json : ofJson(new String(json, UTF_8)).getBytes(UTF_8);
  }

  String ofJson(String json) throws IOException {
    if (exchanges == 0 && connections == 0) {
      return json;
    }
    try {
      JsonNode tree = JsonMapper.shared().readTree(json);
      renumber(tree);
      return JsonMapper.shared().writeValueAsString(tree);
    } catch (JacksonException e) {
      throw new IOException("a record that cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  private void renumber(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      for (JsonNode child : node) {
        renumber(child);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      JsonNode value = property.getValue();
      if (value.isIntegralNumber()) {
        switch (name) {
          // An exchange says its own number; nothing else that has one is kept.
          case "exchange", "number", "causedBy" -> property.setValue(moved(value));
          case "connection" -> property.setValue(LongNode.valueOf(value.longValue() + connections));
          default -> {}
        }
      } else if (LISTS.contains(name) && value instanceof ArrayNode list) {
        for (int at = 0; at < list.size(); at++) {
          if (list.get(at).isIntegralNumber()) {
            list.set(at, moved(list.get(at)));
          }
        }
      } else if (!name.equals("payload")) { // What Finesse said is not ours to change.
        renumber(value);
      }
    }
  }

  private LongNode moved(JsonNode number) {
    long value = number.longValue();
    return LongNode.valueOf(value == 0 ? 0 : value + exchanges);
  }
}
