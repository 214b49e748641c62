package dev.boshtap.exporters.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of one text of XML or HTML, whole or not; made for one use. Knows where SASL
 * (RFC 6120, 6), {@code jabber:iq:auth} (XEP-0078) and BOSH's key sequence (XEP-0124, 15) keep
 * theirs.
 */
final class MarkupRedaction {

  private static final Set<String> SASL = Set.of("auth", "response", "challenge", "success");

  /** An attribute: where its name begins, and where its value stands without quotation marks. */
  private record Attribute(String name, int from, int start, int end) {}

  private final SensitiveValues values;
  private final TextRedaction nested;
  private final int depth;
  private final StringBuilder out = new StringBuilder();
  private String text = "";
  private boolean hasSasl;
  private boolean hasIqAuth;

  /** The element that is being redacted whole, or null; and how deep in elements of its name. */
  private @Nullable String secret;

  private Sensitivity why = Sensitivity.NONE;
  private int secretDepth;
  private final MarkupNames names;
  private boolean inScript;

  MarkupRedaction(SensitiveValues values, TextRedaction nested, int depth) {
    this.values = values;
    this.nested = nested;
    this.depth = depth;
    names = new MarkupNames(values.names());
  }

  String redact(String markup) {
    text = markup;
    out.ensureCapacity(markup.length() + markup.length() / 16);
    hasSasl = markup.contains("xmpp-sasl");
    hasIqAuth = markup.contains("jabber:iq:auth");
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("<!--", at)) {
        at = quoted(at, 4, "-->");
      } else if (text.startsWith("<![CDATA[", at)) {
        at = quoted(at, 9, "]]>");
      } else if (text.charAt(at) == '<') {
        at = tag(at);
      } else {
        int end = text.indexOf('<', at);
        end = end < 0 ? text.length() : end;
        out.append(content(text.substring(at, end)));
        at = end;
      }
    }
    return out.toString();
  }

  /** A comment or a CDATA section: nothing in it is escaped. */
  private int quoted(int at, int opening, String closing) {
    int start = at + opening;
    int end = text.indexOf(closing, start);
    int stop = end < 0 ? text.length() : end;
    String inner = text.substring(start, stop);
    names.content(inner);
    out.append(text, at, start)
        .append(secret == null ? nested.redact(inner, depth) : values.aliasInPlace(why, inner));
    if (end >= 0) {
      out.append(closing);
      return end + closing.length();
    }
    return stop;
  }

  private String content(String raw) {
    if (secret != null) {
      String plain = Entities.unescape(raw);
      return plain.isBlank() ? raw : values.aliasInPlace(why, plain);
    }
    if (inScript) {
      return nested.script(raw);
    }
    String plain = Entities.unescape(raw);
    names.content(plain);
    return value(raw, plain);
  }

  private String value(String raw, String plain) {
    String redacted = nested.redact(plain, depth);
    return redacted.equals(plain) ? raw : Entities.escape(redacted);
  }

  private int tag(int start) {
    int end = endOfTag(start);
    int nameStart = start + 1;
    boolean closes = nameStart < end && text.charAt(nameStart) == '/';
    if (closes) {
      nameStart++;
    }
    int nameEnd = nameStart;
    while (nameEnd < end && isInName(text.charAt(nameEnd))) {
      nameEnd++;
    }
    String raw = text.substring(nameStart, nameEnd);
    String name = values.names().local(raw);
    List<Attribute> attributes = closes ? List.of() : attributes(nameEnd, end);
    if (closes) {
      // In no more than a name there is nothing to be found.
      boolean plain = nameEnd == end - 1 && raw.indexOf(':') < 0;
      out.append(plain ? text.substring(start, end) : nested.piece(text.substring(start, end)));
    } else {
      out.append(text, start, nameEnd);
      copyTag(nameEnd, end, name, attributes);
    }
    boolean empty = end >= 2 && text.charAt(end - 1) == '>' && text.charAt(end - 2) == '/';
    if (closes) {
      closed(name);
    } else if (!empty) {
      opened(name, attributes, end);
    }
    return end;
  }

  private void opened(String name, List<Attribute> attributes, int end) {
    names.opened(name);
    if (secret != null) {
      secretDepth += name.equals(secret) ? 1 : 0;
      return;
    }
    why = sensitivity(name, attributes);
    if (why == Sensitivity.NONE) {
      why = names.of(name, text, end);
    }
    if (why != Sensitivity.NONE) {
      secret = name;
      secretDepth = 1;
    } else if (name.equals("script") || name.equals("style")) {
      inScript = true;
    }
  }

  private void closed(String name) {
    names.closed();
    if (name.equals(secret) && --secretDepth == 0) {
      secret = null;
    }
    if (name.equals("script") || name.equals("style")) {
      inScript = false;
    }
  }

  private Sensitivity sensitivity(String element, List<Attribute> attributes) {
    boolean secret =
        (SASL.contains(element) && hasSasl)
            || (element.equals("auth")
                && attributes.stream().anyMatch(a -> a.name().equals("mechanism")))
            || (element.equals("digest") && hasIqAuth);
    return secret ? Sensitivity.SECRET : values.names().of(element);
  }

  /** The tag behind its name; what is no attribute in it is none of a well-formed one. */
  private void copyTag(int start, int end, String element, List<Attribute> attributes) {
    Sensitivity named = named(attributes);
    int from = start;
    for (Attribute attribute : attributes) {
      String raw = text.substring(attribute.start(), attribute.end());
      copyPiece(from, attribute.from());
      out.append(text, attribute.from(), attribute.start());
      Sensitivity of = sensitivity(element, attribute.name(), named);
      out.append(
          of == Sensitivity.NONE
              ? value(raw, Entities.unescape(raw))
              : values.aliasInPlace(of, Entities.unescape(raw)));
      from = attribute.end();
    }
    copyPiece(from, end);
  }

  /** What stands between attributes; nearly always nothing that could hold anything. */
  private void copyPiece(int from, int end) {
    if (end - from < TextRedaction.SHORTEST_PIECE) {
      out.append(text, from, end);
    } else {
      out.append(nested.piece(text.substring(from, end)));
    }
  }

  private Sensitivity sensitivity(String element, String attribute, Sensitivity named) {
    if (element.equals("body") && (attribute.equals("key") || attribute.equals("newkey"))) {
      return Sensitivity.SECRET;
    }
    if (named != Sensitivity.NONE && (attribute.equals("value") || attribute.equals("content"))) {
      return named;
    }
    return values.names().of(attribute);
  }

  /** {@code <input name="st" value="…">}, {@code <meta name="csrf-token" content="…">}. */
  private Sensitivity named(List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      Sensitivity of = named(attribute);
      if (of != Sensitivity.NONE) {
        return of;
      }
    }
    return Sensitivity.NONE;
  }

  private Sensitivity named(Attribute attribute) {
    boolean isType = attribute.name().equals("type");
    if (!isType && !values.names().isNameOfValue(attribute.name())) {
      return Sensitivity.NONE;
    }
    String value = Entities.unescape(text.substring(attribute.start(), attribute.end()));
    if (isType) {
      return value.equalsIgnoreCase("password") ? Sensitivity.SECRET : Sensitivity.NONE;
    }
    return attribute.name().equals("name")
        ? values.names().ofParameter(value)
        : values.names().of(value);
  }

  /** The place after the tag's {@code >}, which may stand in a quoted value too. */
  private int endOfTag(int start) {
    char quote = 0;
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (isQuote(c) && followsEquals(at)) {
        quote = c;
      } else if (c == '>') {
        return at + 1;
      } else if (c == '<') {
        return at; // Not a tag after all, or one that was cut.
      }
    }
    return text.length();
  }

  private boolean followsEquals(int at) {
    int before = at - 1;
    while (Character.isWhitespace(text.charAt(before))) {
      before--; // Stops at the latest at the tag's own bracket.
    }
    return text.charAt(before) == '=';
  }

  private List<Attribute> attributes(int from, int end) {
    if (indexOf('=', from, end) < 0) {
      return List.of();
    }
    List<Attribute> found = new ArrayList<>();
    int at = from;
    while (at < end) {
      int equals = indexOf('=', at, end);
      if (equals < 0) {
        break;
      }
      int nameEnd = equals;
      while (nameEnd > at && Character.isWhitespace(text.charAt(nameEnd - 1))) {
        nameEnd--;
      }
      int nameStart = nameEnd;
      while (nameStart > at && isInName(text.charAt(nameStart - 1))) {
        nameStart--;
      }
      int start = equals + 1;
      while (start < end && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      int stop = endOfValue(start, end);
      if (start < end && isQuote(text.charAt(start))) {
        start++;
      }
      String name = values.names().local(text.substring(nameStart, nameEnd));
      found.add(new Attribute(name, nameStart, start, stop));
      at = Math.max(stop, equals + 1);
    }
    return found;
  }

  private int endOfValue(int start, int end) {
    if (start >= end) {
      return end;
    }
    char first = text.charAt(start);
    int at = start + 1;
    if (isQuote(first)) {
      int close = indexOf(first, at, end);
      return close < 0 ? end : close;
    }
    at = start;
    while (at < end && !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '>') {
      at++;
    }
    return at;
  }

  /** As {@code String.indexOf}, within one tag: the text may hold a million of them. */
  private int indexOf(char c, int from, int end) {
    for (int at = from; at < end; at++) {
      if (text.charAt(at) == c) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isInName(char c) {
    return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '_' || c == '.';
  }
}
