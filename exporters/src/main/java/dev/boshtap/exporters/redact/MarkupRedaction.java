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

  private static final Set<String> SASL =
      Set.of(
          "auth",
          "authenticate",
          "response",
          "challenge",
          "success",
          "initial-response",
          "additional-data");

  /** Which characters of ASCII stand in names. */
  private static final boolean[] IN_NAME = new boolean[128];

  static {
    for (char c = 0; c < IN_NAME.length; c++) {
      IN_NAME[c] = Character.isLetterOrDigit(c) || ":-_.".indexOf(c) >= 0;
    }
  }

  /** How far behind a tag in a secret its end is looked for; else it is a part of the secret. */
  private static final int LONGEST_ELEMENT = 4_000;

  /** An attribute: where its name begins, and where its value stands without quotation marks. */
  private record Attribute(SensitiveNames.Known known, int from, int start, int end) {
    String name() {
      return known.name();
    }

    boolean isNamespace(String text) {
      return text.startsWith("xmlns", from);
    }
  }

  private final SensitiveValues values;
  private final TextRedaction nested;
  private final int depth;
  private final String text;
  private final Replacements out;
  private final boolean hasSasl;
  private final boolean hasIqAuth;

  /** The element that is being redacted whole, or null; and how deep in elements of its name. */
  private @Nullable String secret;

  private Sensitivity why = Sensitivity.NONE;
  private int secretDepth;
  private int secretFrom = -1;

  /** What of the secret is to be hidden next, as one; its end is negative when nothing is. */
  private int hiddenFrom;

  private int hiddenEnd = -1;
  private final MarkupNames names;
  private boolean inScript;

  MarkupRedaction(SensitiveValues values, TextRedaction nested, int depth, String markup) {
    this.values = values;
    this.nested = nested;
    this.depth = depth;
    text = markup;
    out = new Replacements(markup);
    names = new MarkupNames(values.names());
    hasSasl = markup.contains("xmpp-sasl") || markup.contains("xmpp:sasl");
    hasIqAuth = markup.contains("jabber:iq:auth");
  }

  String redact() {
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("<!--", at)) {
        at = quoted(at, 4, "-->");
      } else if (text.startsWith("<![CDATA[", at)) {
        at = quoted(at, 9, "]]>");
      } else if (text.charAt(at) == '<') {
        at = tag(at);
      } else {
        int next = text.indexOf('<', at);
        int end = next < 0 ? text.length() : next;
        content(at, end);
        at = end;
      }
    }
    hideNow();
    return out.text();
  }

  /** A comment or a CDATA section: nothing in it is escaped. */
  private int quoted(int at, int opening, String closing) {
    hideNow();
    int start = at + opening;
    int end = text.indexOf(closing, start);
    int stop = end < 0 ? text.length() : end;
    String inner = text.substring(start, stop);
    names.content(inner);
    String by = secret == null ? nested.redact(inner, depth) : values.aliasInPlace(why, inner);
    out.replace(start, stop, by);
    return end < 0 ? stop : end + closing.length();
  }

  private void content(int from, int end) {
    if (secret != null) {
      hide(from, end);
    } else if (inScript) {
      out.replace(from, end, nested.script(text.substring(from, end)));
    } else if (names.awaitsName() || nested.couldHold(text, from, end)) {
      String plain = Entities.unescape(text, from, end);
      names.content(plain);
      value(from, end, plain);
    }
  }

  /** A part of a secret: what stands behind it may be the next, and all of it is one. */
  private void hide(int from, int end) {
    if (hiddenEnd != from) {
      hideNow();
      hiddenFrom = from;
    }
    hiddenEnd = end;
  }

  private void hideNow() {
    if (hiddenEnd >= 0) {
      String plain = Entities.unescape(text, hiddenFrom, hiddenEnd);
      if (!plain.isBlank()) {
        out.replace(hiddenFrom, hiddenEnd, values.aliasInPlace(why, plain));
      }
      hiddenEnd = -1;
    }
  }

  private void value(int from, int end, String plain) {
    String redacted = nested.redact(plain, depth);
    if (!redacted.equals(plain)) {
      out.replaceEscaped(from, end, redacted);
    }
  }

  private int tag(int start) {
    boolean closes = text.startsWith("/", start + 1);
    int nameStart = closes ? start + 2 : start + 1;
    int nameEnd = endOfName(nameStart);
    int end = endOfTag(nameEnd);
    if (secret != null && !isElement(closes, nameStart, nameEnd, end)) {
      hide(start, end);
      return end;
    }
    hideNow();
    if (closes) {
      // In no more than a name there is nothing to be found.
      if (nameEnd != end - 1 || indexOf(':', nameStart, nameEnd) >= 0) {
        piece(start, end);
      }
      closed(nameStart, nameEnd);
      return end;
    }
    SensitiveNames.Known element = values.names().inMarkup(text, nameStart, nameEnd);
    List<Attribute> attributes = attributes(nameEnd, end);
    Sensitivity named = named(attributes);
    within(nameEnd, end, element, attributes, named);
    boolean empty = end >= 2 && text.charAt(end - 1) == '>' && text.charAt(end - 2) == '/';
    if (!empty) {
      opened(element, attributes, named, end);
      if (secret != null && secretFrom < 0) {
        secretFrom = end;
      }
    }
    return end;
  }

  /**
   * Whether what looks like a tag in the midst of a secret is one: a password may hold anything.
   */
  private boolean isElement(boolean closes, int nameStart, int nameEnd, int end) {
    if (nameEnd == nameStart || text.charAt(end - 1) != '>') {
      return false;
    }
    if (closes && nameAt(nameStart, nameEnd).equals(secret)) {
      return true;
    }
    String name = text.substring(nameStart, nameEnd);
    if (closes) {
      int from = Math.max(secretFrom, nameStart - LONGEST_ELEMENT);
      return text.substring(from, nameStart).contains("<" + name);
    }
    int to = Math.min(text.length(), end + LONGEST_ELEMENT);
    return text.charAt(end - 2) == '/' || text.substring(end, to).contains("</" + name);
  }

  private void opened(
      SensitiveNames.Known element, List<Attribute> attributes, Sensitivity named, int end) {
    String name = element.name();
    names.opened(element);
    if (secret != null) {
      secretDepth += name.equals(secret) ? 1 : 0;
      return;
    }
    why = sensitivity(element, attributes);
    if (why == Sensitivity.NONE) {
      why = names.of(element, text, end);
    }
    if (why == Sensitivity.NONE && named != Sensitivity.NONE && isLeaf(name, end)) {
      why = named; // <field name="password">
    }
    if (why != Sensitivity.NONE) {
      secret = name;
      secretDepth = 1;
    } else if (isScript(name)) {
      inScript = true;
    }
  }

  private void closed(int nameStart, int nameEnd) {
    names.closed();
    if (secret == null && !inScript) {
      return;
    }
    String name = nameAt(nameStart, nameEnd);
    if (name.equals(secret) && --secretDepth == 0) {
      secret = null;
      secretFrom = -1;
    }
    if (isScript(name)) {
      inScript = false;
    }
  }

  /** Whether the element that begins before {@code from} holds text and nothing else. */
  private boolean isLeaf(String name, int from) {
    int next = text.indexOf('<', from);
    return next > from && text.startsWith("</", next) && endsWithName(name, next + 2);
  }

  private boolean endsWithName(String name, int from) {
    return nameAt(from, endOfName(from)).equals(name);
  }

  private String nameAt(int from, int end) {
    return values.names().inMarkup(text, from, end).name();
  }

  private int endOfName(int from) {
    int end = from;
    while (end < text.length() && isInName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isScript(String name) {
    return name.equals("script") || name.equals("style");
  }

  private Sensitivity sensitivity(SensitiveNames.Known known, List<Attribute> attributes) {
    String element = known.name();
    boolean secret =
        (hasSasl && SASL.contains(element))
            || (element.equals("auth")
                && attributes.stream().anyMatch(a -> a.name().equals("mechanism")))
            || (hasIqAuth && element.equals("digest"));
    return secret ? Sensitivity.SECRET : known.anywhere();
  }

  /** The tag behind its name; what is no attribute in it is none of a well-formed one. */
  private void within(
      int start,
      int end,
      SensitiveNames.Known element,
      List<Attribute> attributes,
      Sensitivity named) {
    int from = start;
    for (Attribute attribute : attributes) {
      piece(from, attribute.from());
      Sensitivity of = sensitivity(element, attribute, named);
      if (of != Sensitivity.NONE) {
        out.replace(attribute.start(), attribute.end(), values.aliasInPlace(of, value(attribute)));
      } else if (nested.couldHold(text, attribute.start(), attribute.end())) {
        value(attribute.start(), attribute.end(), value(attribute));
      }
      from = attribute.end();
    }
    piece(from, end);
  }

  private String value(Attribute attribute) {
    return Entities.unescape(text, attribute.start(), attribute.end());
  }

  /** What stands between attributes; nearly always nothing that could hold anything. */
  private void piece(int from, int end) {
    if (end - from >= TextRedaction.SHORTEST_PIECE) {
      out.replace(from, end, nested.piece(text.substring(from, end)));
    }
  }

  private Sensitivity sensitivity(
      SensitiveNames.Known element, Attribute attribute, Sensitivity named) {
    String name = attribute.name();
    if (secret != null && !attribute.isNamespace(text)) {
      return why;
    }
    if (values.names().isPersonalWithin(element, attribute.known())) {
      return Sensitivity.PERSONAL;
    }
    if (element.name().equals("body") && (name.equals("key") || name.equals("newkey"))) {
      return Sensitivity.SECRET;
    }
    if (named != Sensitivity.NONE && (name.equals("value") || name.equals("content"))) {
      return named;
    }
    return attribute.known().anywhere();
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
    if (!isType && !attribute.known().namesValue()) {
      return Sensitivity.NONE;
    }
    String value = value(attribute);
    if (isType) {
      return value.equalsIgnoreCase("password") ? Sensitivity.SECRET : Sensitivity.NONE;
    }
    return attribute.name().equals("name")
        ? values.names().ofParameter(value)
        : values.names().of(value);
  }

  /**
   * The place after a tag's {@code >}, which may stand in a quoted value too.
   *
   * @param from where its name ends
   */
  private int endOfTag(int from) {
    char quote = 0;
    for (int at = from; at < text.length(); at++) {
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
      SensitiveNames.Known name = values.names().inMarkup(text, nameStart, nameEnd);
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
    return c < IN_NAME.length ? IN_NAME[c] : Character.isLetterOrDigit(c);
  }
}
