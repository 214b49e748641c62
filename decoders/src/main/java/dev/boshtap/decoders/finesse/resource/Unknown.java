package dev.boshtap.decoders.finesse.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A payload that boshtap has no name for: all of it, and its leaves by their paths.
 *
 * @param json the whole payload
 */
public record Unknown(JsonNode json) implements Resource {

  /** The name of its root, or null when it has none. */
  public @Nullable String root() {
    List<String> names = new ArrayList<>(json.propertyNames());
    return names.isEmpty() ? null : names.get(0);
  }

  /** Its leaves in order, by path: {@code thing/parts/part[1]/name}. */
  public Map<String, String> leaves() {
    Map<String, String> leaves = new LinkedHashMap<>();
    flatten("", json, leaves);
    return leaves;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        flatten(
            path.isEmpty() ? field.getKey() : path + '/' + field.getKey(),
            field.getValue(),
            leaves);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + '[' + i + ']', node.get(i), leaves);
      }
    } else {
      leaves.put(path, node.asString());
    }
  }
}
