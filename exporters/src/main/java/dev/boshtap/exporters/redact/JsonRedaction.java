package dev.boshtap.exporters.redact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Takes secrets out of one JSON text, whole or not; made for one use. */
final class JsonRedaction {

  /** Of JSON's own; nobody's password. */
  private static final Set<String> WORDS = Set.of("true", "false", "null", "");

  private final SensitiveValues values;
  private final TextRedaction nested;
  private final int depth;

  /**
   * An open object or array.
   *
   * @param secret the secret's name when all in it is secret, else empty
   * @param named the secret that one of its fields names and another one holds, or empty
   * @param field the name of the field that holds it, however many arrays are between, or empty
   */
  private record Enclosing(String secret, String named, String field) {}

  private final Deque<Enclosing> open = new ArrayDeque<>();

  /** By where an object begins, the secret that it names. */
  private Map<Integer, String> named = Map.of();

  private final StringBuilder out = new StringBuilder();
  private @Nullable String name;
  private String text = "";
  private int at;
  private boolean metMarkup;

  JsonRedaction(SensitiveValues values, TextRedaction nested, int depth) {
    this.values = values;
    this.nested = nested;
    this.depth = depth;
  }

  String redact(String json) {
    text = json;
    named = JsonNames.in(values.names(), json);
    // A prefix against script inclusion may hold an apostrophe, never a quotation mark.
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> string();
        case '{', '[' -> {
          open.push(new Enclosing(secret(), named.getOrDefault(at, ""), field()));
          name = null;
          copy();
        }
        case '}', ']' -> {
          open.poll();
          name = null;
          copy();
        }
        case ',' -> {
          name = null;
          copy();
        }
        case ':', ' ', '\t', '\n', '\r' -> copy();
        default -> {
          if (Character.isDigit(c) || c == '-') {
            number();
          } else {
            other();
          }
        }
      }
    }
    return out.toString();
  }

  /** Whether there was markup outside strings: then it is not only JSON. */
  boolean metMarkup() {
    return metMarkup;
  }

  private void copy() {
    out.append(text.charAt(at++));
  }

  /** The name that makes the value to come a secret: its own or that of what encloses it. */
  private String secret() {
    if (name != null && values.names().isSensitive(name)) {
      return name;
    }
    Enclosing enclosing = open.peek();
    if (enclosing == null) {
      return "";
    }
    if (name != null && values.names().isPersonalWithin(enclosing.field(), name)) {
      return SensitiveNames.ANY_PERSONAL;
    }
    return name != null && !enclosing.named().isEmpty() && values.names().isValueOfName(name)
        ? enclosing.named()
        : enclosing.secret();
  }

  /** The name of the field to come, or of the one that holds the array which it is in. */
  private String field() {
    Enclosing enclosing = open.peek();
    return name != null ? name : enclosing == null ? "" : enclosing.field();
  }

  /** A word of JSON's, or what is no JSON at all and only began like it. */
  private void other() {
    int start = at;
    while (at < text.length() && "\"{}[],".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    metMarkup |= TextRedaction.holdsMarkup(word);
    String secret = secret();
    boolean isValue = name != null && !secret.isEmpty() && !WORDS.contains(word.strip());
    out.append(isValue ? values.aliasInPlace(values.names().of(secret), word) : nested.piece(word));
  }

  private void string() {
    int start = at + 1;
    int end = JsonText.endOfString(text, start);
    String raw = text.substring(start, end);
    String value = JsonText.unescaped(raw);
    at = Math.min(end + 1, text.length());
    boolean isName = name == null && JsonText.isBeforeColon(text, at);
    String redacted;
    if (isName || secret().isEmpty()) {
      redacted = nested.redact(value, depth);
    } else {
      redacted = values.redact(secret(), value);
    }
    if (isName) {
      name = value;
    }
    out.append('"').append(redacted.equals(value) ? raw : escaped(redacted));
    if (end < text.length()) {
      out.append('"');
    }
  }

  private void number() {
    int start = at;
    while (at < text.length() && isInNumber(text.charAt(at))) {
      at++;
    }
    String number = text.substring(start, at);
    if (secret().isEmpty()) {
      out.append(number);
    } else {
      out.append('"').append(values.redact(secret(), number)).append('"');
    }
  }

  private static boolean isInNumber(char c) {
    return Character.isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static String escaped(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
  }
}
