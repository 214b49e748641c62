package dev.boshtap.decoders.finesse.resource;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads fields of a payload by name, whatever their case; never throws for what stands there. */
final class Json {

  /** {@code 2026-11-22T10:00:04.061Z} is the usual length; a number this long is no time. */
  private static final int SHORTEST_TIME = 17;

  private Json() {}

  /** The field of that name, a list where it is one; or null. */
  static @Nullable JsonNode field(@Nullable JsonNode object, String name) {
    if (object == null || !object.isObject()) {
      return null;
    }
    JsonNode value = object.get(name);
    if (value != null) {
      return value;
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return field.getValue();
      }
    }
    return null;
  }

  /** The field of that name, of a list its first entry; or null. */
  static @Nullable JsonNode get(@Nullable JsonNode object, String name) {
    JsonNode value = field(object, name);
    return value != null && value.isArray() ? value.get(0) : value;
  }

  /** The entries of a list: of {@code list}'s fields named {@code entry}. */
  static List<JsonNode> entries(@Nullable JsonNode object, String list, String entry) {
    JsonNode value = field(get(object, list), entry);
    return value == null ? List.of() : entries(value);
  }

  /** One or several. */
  static List<JsonNode> entries(JsonNode value) {
    if (!value.isArray()) {
      return List.of(value);
    }
    List<JsonNode> entries = new ArrayList<>(value.size());
    value.forEach(entries::add);
    return entries;
  }

  static List<String> texts(@Nullable JsonNode object, String list, String entry) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : entries(object, list, entry)) {
      String text = scalar(value);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The text of a field; a number reads as its digits, an empty text as nothing. */
  static @Nullable String text(@Nullable JsonNode object, String name) {
    JsonNode value = get(object, name);
    return value == null ? null : scalar(value);
  }

  static @Nullable String scalar(JsonNode value) {
    String text = value.isValueNode() && !value.isNull() ? value.asString() : "";
    return text.isEmpty() ? null : text;
  }

  /** A whole number, or null when it is none. */
  static @Nullable Integer number(@Nullable JsonNode object, String name) {
    String text = text(object, name);
    if (text == null) {
      return null;
    }
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A time as seconds since 1970, or null when it is none. */
  static @Nullable Instant epochSeconds(@Nullable JsonNode object, String name) {
    String text = text(object, name);
    try {
      return text == null ? null : Instant.ofEpochSecond(Long.parseLong(text.strip()));
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  /** A count; Finesse sends -1 where it has none. */
  static @Nullable Integer count(@Nullable JsonNode object, String name) {
    Integer number = number(object, name);
    return number == null || number < 0 ? null : number;
  }

  /** {@code true} or {@code false}, or null when it is neither. */
  static @Nullable Boolean flag(@Nullable JsonNode object, String name) {
    String text = text(object, name);
    if (text == null) {
      return null;
    }
    return text.equalsIgnoreCase("true")
        ? Boolean.TRUE
        : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
  }

  /** A time as Finesse writes it ({@code yyyy-MM-ddTHH:mm:ss.SSSZ}), or null when it is none. */
  static @Nullable Instant time(@Nullable JsonNode object, String name) {
    return time(text(object, name));
  }

  static @Nullable Instant time(@Nullable String text) {
    if (text == null || text.length() < SHORTEST_TIME) {
      return null;
    }
    try {
      return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
