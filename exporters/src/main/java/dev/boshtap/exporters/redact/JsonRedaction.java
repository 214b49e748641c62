package dev.boshtap.exporters.redact;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Takes secrets out of one JSON text, whole or not; made for one use. */
final class JsonRedaction {

  private final SecretValues values;
  private final TextRedaction nested;
  private final int depth;

  /** For each open object or array, the secret's name when all in it is secret; else "". */
  private final Deque<String> open = new ArrayDeque<>();

  private final StringBuilder out = new StringBuilder();
  private @Nullable String name;
  private String text = "";
  private int at;

  JsonRedaction(SecretValues values, TextRedaction nested, int depth) {
    this.values = values;
    this.nested = nested;
    this.depth = depth;
  }

  String redact(String json) {
    text = json;
    // A prefix against script inclusion may hold an apostrophe, never a quotation mark.
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> string();
        case '{', '[' -> {
          open.push(secret());
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
        default -> {
          if (Character.isDigit(c) || c == '-') {
            number();
          } else {
            copy();
          }
        }
      }
    }
    return out.toString();
  }

  private void copy() {
    out.append(text.charAt(at++));
  }

  /** The name that makes the value to come a secret: its own or that of what encloses it. */
  private String secret() {
    if (name != null && SecretNames.isSecret(name)) {
      return name;
    }
    String enclosing = open.peek();
    return enclosing == null ? "" : enclosing;
  }

  private void string() {
    int start = at + 1;
    int end = start;
    while (end < text.length() && text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    end = Math.min(end, text.length());
    String raw = text.substring(start, end);
    String value = unescaped(raw);
    at = Math.min(end + 1, text.length());
    boolean isName = name == null && nextIsColon();
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

  private boolean nextIsColon() {
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next < text.length() && text.charAt(next) == ':';
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
      out.append('"').append(values.alias(number)).append('"');
    }
  }

  private static boolean isInNumber(char c) {
    return Character.isDigit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static String escaped(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
  }

  private static String unescaped(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder plain = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 == raw.length()) {
        plain.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'u' -> {
          plain.append(hex(raw, i + 1));
          i = Math.min(i + 4, raw.length() - 1);
        }
        default -> plain.append(escape);
      }
    }
    return plain.toString();
  }

  private static char hex(String raw, int from) {
    try {
      return (char) Integer.parseInt(raw.substring(from, Math.min(from + 4, raw.length())), 16);
    } catch (NumberFormatException e) {
      return '\uFFFD';
    }
  }
}
