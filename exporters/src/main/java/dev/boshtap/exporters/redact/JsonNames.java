package dev.boshtap.exporters.redact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of a JSON text that name a secret in one field and hold it in another, in any
 * order: {@code {"value":"s3cr3t","name":"password"}}. One pass over the text, before the one that
 * redacts it.
 */
final class JsonNames {

  private final String text;
  private final Deque<Integer> open = new ArrayDeque<>();
  private final Map<Integer, String> named = new HashMap<>();
  private @Nullable String field;

  private final SensitiveNames names;

  private JsonNames(SensitiveNames names, String text) {
    this.names = names;
    this.text = text;
  }

  /** By where an object begins, the secret's name that it holds. */
  static Map<Integer, String> in(SensitiveNames names, String json) {
    return json.contains("alue") || json.contains("ALUE") || json.contains("\\u")
        ? new JsonNames(names, json).find()
        : Map.of();
  }

  private Map<Integer, String> find() {
    int at = 0;
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '"' -> at = string(at + 1);
        case '{', '[' -> {
          open.push(at);
          field = null;
        }
        case '}', ']' -> {
          open.poll();
          field = null;
        }
        case ',' -> field = null;
        default -> {}
      }
      at++;
    }
    return named;
  }

  /** Reads a string; gives the place of its end. */
  private int string(int start) {
    int end = JsonText.endOfString(text, start);
    if (field == null && JsonText.isBeforeColon(text, end + 1)) {
      field = JsonText.unescaped(text.substring(start, end));
    } else if (field != null && !open.isEmpty() && names.isNameOfValue(field)) {
      String name = JsonText.unescaped(text.substring(start, end));
      if (names.isSensitive(name)) {
        named.put(open.element(), name);
      }
    }
    return end;
  }
}
