package dev.boshtap.decoders.finesse;

import dev.boshtap.decoders.xml.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON of elements; {@link NotificationReader} says how. */
public final class PayloadTree {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TEXT = "#text";
  private static final String ATTRIBUTE = "@";

  private PayloadTree() {}

  /** A whole document, as its root's only field. */
  public static JsonNode ofDocument(Element root) {
    return JSON.objectNode().set(root.name(), of(root));
  }

  static JsonNode of(Element element) {
    List<Element> children = element.children();
    int attributes = element.attributeCount();
    if (children.isEmpty() && attributes == 0) {
      return JSON.stringNode(element.text());
    }
    ObjectNode object = objectOf(attributes + children.size() + 1);
    for (int i = 0; i < attributes; i++) {
      object.put(ATTRIBUTE + element.attributeName(i), element.attributeValue(i));
    }
    for (int i = 0; i < children.size(); i++) {
      Element child = children.get(i);
      add(object, child.name(), of(child), isListOf(element.name(), child.name()));
    }
    if (!element.text().isEmpty()) {
      object.put(TEXT, element.text());
    }
    return object;
  }

  /** An object with room for that many fields, and no more: most have one or two, or twenty. */
  private static ObjectNode objectOf(int fields) {
    return new ObjectNode(JSON, new LinkedHashMap<>(fields + fields / 2));
  }

  private static void add(ObjectNode object, String name, JsonNode value, boolean isList) {
    JsonNode before = object.replace(name, isList ? JSON.arrayNode().add(value) : value);
    if (before instanceof ArrayNode array) {
      object.set(name, array.add(value));
    } else if (before != null) {
      object.set(name, JSON.arrayNode().add(before).add(value));
    }
  }

  /**
   * A payload that came as JSON, its lists made lists: whoever turns XML into JSON makes an object
   * of a list's only entry. Changes the tree that it is given.
   */
  static JsonNode listed(JsonNode payload) {
    if (payload instanceof ArrayNode array) {
      array.forEach(PayloadTree::listed);
    } else if (payload instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> list : object.properties()) {
        if (list.getValue() instanceof ObjectNode entries) {
          entries
              .properties()
              .forEach(
                  entry -> {
                    if (!entry.getValue().isArray() && isListOf(list.getKey(), entry.getKey())) {
                      entry.setValue(JSON.arrayNode().add(entry.getValue()));
                    }
                  });
        }
        listed(list.getValue());
      }
    }
    return payload;
  }

  /**
   * Whether an element is by its name a list of such children: all of Finesse's lists are named by
   * the plural of what they hold (dialogs/Dialog, callvariables/CallVariable, apiErrors/apiError).
   */
  static boolean isListOf(String list, String child) {
    int length = child.length();
    if (list.length() != length + 1) {
      return false;
    }
    char last = list.charAt(length);
    return (last == 's' || last == 'S') && list.regionMatches(true, 0, child, 0, length);
  }
}
