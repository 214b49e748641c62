package dev.boshtap.exporters.redact;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Takes secrets out of any text, whatever it is: markup, JSON, a form, a URL, prose. Texts nest (a
 * form holds a URL that holds a form, XML holds escaped XML), and so does the work.
 *
 * <p>It reads texts by scanning and not with parsers, for two reasons: a body that is cut or
 * malformed must not leak, and a body that holds no secret must come out as it went in, character
 * by character.
 */
final class TextRedaction {

  /** How deep texts may nest in texts; deeper down only plain patterns are looked for. */
  private static final int DEEPEST = 6;

  private static final Pattern MARKUP = Pattern.compile("<[A-Za-z/!?]");

  /** What servers put before JSON so that it is no script: Shindig, Google, AngularJS. */
  private static final Pattern JSON =
      Pattern.compile(
          "[\\s\uFEFF]*+(?:throw [^{\\[]{0,40}|(?:while|for)\\([1;]*+\\);|\\)\\]\\}',?)?\\s*+[{\\[](?!\\s*+&)");

  /** Markup, or the quotation marks of JSON, that is escaped, once or many times over. */
  private static final Pattern ESCAPED =
      Pattern.compile(
          "&(?:amp;|#0*+38;|#[xX]0*+26;)*+"
              + "(?:lt|quot|apos|#0*+(?:60|34|39)|#[xX]0*+(?:3[cC]|2[27]));");

  /** What a text of more layers than are read has in it. */
  private static final Pattern LAYER =
      Pattern.compile("<[A-Za-z/!?]|&(?:lt|amp|quot|apos|#)|%[0-9A-Fa-f]{2}|\\\\[\"u]");

  private static final Pattern FORM = Pattern.compile("\\A[\\w.%+~*-]++=[^\\s<>{}\"]*+\\z");
  private static final Pattern FORM_PAIR = Pattern.compile("(\\A|&)([^=&]*+)=([^&]*+)");

  private static final Pattern URL_PAIR =
      Pattern.compile("([?&;#])([\\w.%~-]++)=([^&;#?\\s\"'<>\\\\]++)");

  /** A run of what URL encoding leaves and makes: what it stands for may be anything. */
  private static final Pattern ENCODED = Pattern.compile("[\\w.~*+%-]++");

  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern USER_INFO = Pattern.compile("(://[^/@\\s:]*+:)([^/@\\s]++)(?=@)");

  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "(?i)\\b(authorization[\"']?\\s*+[:=]\\s*+[\"']?"
              + "(?:(?:basic|bearer|digest|negotiate|ntlm)(?:\\s++|\\+|%20))?+)"
              + "([^\\s\"'&,;<>]++)");
  private static final Pattern BEARER =
      Pattern.compile("(?i)\\b(bearer(?:\\s++|%20))([\\w.~+/=-]{8,})");
  private static final Pattern BASIC =
      Pattern.compile("(?i)\\b(basic(?:\\s++|%20))([A-Za-z0-9+/]{4,}={0,2})");

  private static final Pattern ASSIGNED =
      Pattern.compile("(?<![\\w-])([\\w-]++)([\"']?\\s*+[:=]\\s*+)([^\\s\"'&;,<>(){}\\[\\]]++)");

  /** As far as the quotation mark that opens the value; in a text within a text it is escaped. */
  private static final Pattern ASSIGNED_QUOTED =
      Pattern.compile("(?<![\\w-])([\\w-]++)((?:\\\\*+[\"'])?\\s*+[:=]\\s*+)(\\\\*+)([\"'])");

  /** The fields themselves, as a log quotes them. */
  private static final Pattern COOKIES =
      Pattern.compile("(?i)(?<![\\w.-])((?:set-)?cookie:[ \\t]*+)([^\\r\\n\"'<>{}\\[\\]]++)");

  private static final Pattern DEVICE =
      Pattern.compile("(?i)(" + SensitiveNames.DEVICE + ")([\\w.@-]++)");

  /** Whose it is stands in the path of what Finesse tells of a user, and in the node's name. */
  private static final Pattern USER_PATH =
      Pattern.compile("(?i)(/users?/)([^/?#;&\\s\"'<>\\\\(){}\\[\\],]++)");

  /** The local part of a JID or an address (RFC 7622, 3.3; RFC 5322, 3.4.1). */
  private static final Pattern LOCAL_PART =
      Pattern.compile(
          "(?<![^\\s\"'<>()\\[\\]{},;:=&?/|*])([^\\s@\"'<>()\\[\\]{},;:=&?/|*]++)"
              + "(?=@[\\w-]++(?:\\.[\\w-]++)*+)");

  /** Finesse's own users, and those of the services beside it: nobody's login id. */
  private static final Pattern SERVICE =
      Pattern.compile("(?is)finesse|presencelistener|admin|.*(?:cuic|ccx)\\..*");

  /** How long a text may be to be remembered: JIDs, nodes and paths are shorter. */
  private static final int SHORT = 200;

  /** A name, an equals sign and a value, or a person with a place. */
  static final int SHORTEST_PIECE = 3;

  /** How many of each depth. */
  private static final int REMEMBERED = 10_000;

  private final SensitiveValues values;
  private final Base64Redaction base64;
  private final Triggers triggers;

  /** What was redacted before, by depth: the same JIDs, nodes and paths come with every event. */
  private final List<Map<String, String>> known =
      IntStream.rangeClosed(0, DEEPEST)
          .<Map<String, String>>mapToObj(depth -> new ConcurrentHashMap<>())
          .toList();

  TextRedaction(SensitiveValues values) {
    this.values = values;
    base64 = new Base64Redaction(values);
    triggers = new Triggers(values.names().triggers());
  }

  /** The text without its secrets; the same object when it has none. */
  String redact(String text) {
    return redact(text, DEEPEST);
  }

  /** As {@link #redact(String)}, for a text that will not come again: a body. */
  String once(String text) {
    return triggers.in(text) ? unchanged(text, closely(text, DEEPEST)) : text;
  }

  /** A form ({@code application/x-www-form-urlencoded}), or a URL's query. */
  String form(String text) {
    if (!triggers.in(text)) {
      return text;
    }
    String redacted = form(text, DEEPEST);
    // What says that it is a form need not be one.
    return isStructured(redacted) ? redact(redacted) : redacted;
  }

  private static boolean isStructured(String text) {
    return JSON.matcher(text).lookingAt() || MARKUP.matcher(text).find();
  }

  /** A script: names stand beside code there, so only what is in quotes can be a secret. */
  String script(String text) {
    return triggers.in(text) ? unchanged(text, quoted(patterns(text, DEEPEST))) : text;
  }

  /** As {@link #redact(String)}, for a text found {@code depth} levels above the deepest. */
  String redact(String text, int depth) {
    if (!triggers.in(text)) {
      return text;
    }
    return mayComeAgain(text) ? remembered(text, depth) : unchanged(text, closely(text, depth));
  }

  /** Not a body, however short: each has a rid of its own. */
  private static boolean mayComeAgain(String text) {
    return text.length() <= SHORT && !text.startsWith("<");
  }

  private String remembered(String text, int depth) {
    Map<String, String> before = known.get(Math.max(depth, 0));
    String redacted = before.get(text);
    if (redacted == null) {
      redacted = unchanged(text, closely(text, depth));
      if (before.size() >= REMEMBERED) {
        before.clear();
      }
      before.put(text, redacted);
    }
    return redacted;
  }

  /** As {@link #redact(String, int)}, without the quick look before. */
  String closely(String text, int depth) {
    if (depth <= 0) {
      return LAYER.matcher(text).find() ? values.aliasInPlace(text) : prose(text, 0);
    }
    if (MultipartRedaction.isMultipart(text)) {
      return new MultipartRedaction(values, this, depth - 1).redact(text);
    }
    return single(text, depth);
  }

  /** As {@link #redact(String, int)}, for what is no form in parts, or one of its parts. */
  String single(String text, int depth) {
    if (depth <= 0) {
      return closely(text, 0);
    }
    boolean isMarkup = beginsWithTag(text);
    if (!isMarkup && JSON.matcher(text).lookingAt()) {
      return json(text, depth);
    }
    if (isMarkup || MARKUP.matcher(text).find()) {
      return new MarkupRedaction(values, this, depth - 1, text).redact();
    }
    if (JsonText.isString(text)) {
      return json(text, depth);
    }
    int object = text.indexOf("{\"");
    if (object > 0) {
      return redact(text.substring(0, object), depth - 1) + json(text.substring(object), depth);
    }
    if (FORM.matcher(text).matches()) {
      return form(text, depth);
    }
    return prose(unescaped(text, depth), depth);
  }

  /** What begins like JSON; a line of a log does so too, and holds markup. */
  private String json(String text, int depth) {
    JsonRedaction json = new JsonRedaction(values, this, depth - 1);
    String redacted = json.redact(text);
    return json.metMarkup()
        ? new MarkupRedaction(values, this, depth - 1, redacted).redact()
        : redacted;
  }

  /** Whether a text is markup beyond doubt, which saves the search for it. */
  private static boolean beginsWithTag(String text) {
    return text.length() > 1
        && text.charAt(0) == '<'
        && ((text.charAt(1) | 0x20) >= 'a' && (text.charAt(1) | 0x20) <= 'z');
  }

  /** Whether markup stands in a text, from its first tag on. */
  static boolean holdsMarkup(String text) {
    return text.indexOf('<') >= 0 && MARKUP.matcher(text).find();
  }

  private String prose(String text, int depth) {
    String cookies =
        replace(
            COOKIES,
            text,
            found -> {
              String name = found.group(1).strip();
              return found.group(1)
                  + values.redact(name.substring(0, name.length() - 1), found.group(2));
            });
    return assigned(quoted(patterns(cookies, depth)));
  }

  /**
   * Whether {@link #redact(String, int)} could change what stands from {@code from} up to {@code
   * end} of a text of markup, escaped or not.
   */
  boolean couldHold(String text, int from, int end) {
    for (int at = from; at < end; at++) {
      if (text.charAt(at) == '&') {
        return true;
      }
    }
    return triggers.in(text, from, end);
  }

  /** A piece of text between what markup or JSON is made of, where nothing is nested. */
  String piece(String text) {
    return text.length() >= SHORTEST_PIECE && triggers.in(text)
        ? unchanged(text, prose(text, 0))
        : text;
  }

  /** Looks into markup or JSON that is escaped, and escapes it again. */
  private String unescaped(String text, int depth) {
    if (!ESCAPED.matcher(text).find()) {
      return text;
    }
    String plain = Entities.unescape(text);
    String redacted = redact(plain, depth - 1);
    return redacted.equals(plain) ? text : Entities.escape(redacted);
  }

  private String form(String text, int depth) {
    // Base64 may end like a parameter without a value.
    String plain = base64.redact(text, found -> redact(found, depth - 1));
    return encoded(
        replace(FORM_PAIR, plain, pair -> pair.group(1) + parameter(pair, depth)), depth);
  }

  private String patterns(String text, int depth) {
    String redacted = values.names().arePersonalToo() ? persons(text) : text;
    if (text.indexOf('=') >= 0) {
      redacted = replace(URL_PAIR, redacted, pair -> pair.group(1) + parameter(pair, depth));
    }
    redacted = encoded(redacted, depth);
    redacted = base64.redact(redacted, plain -> redact(plain, depth - 1));
    if (text.contains("://")) {
      redacted = replace(USER_INFO, redacted, found -> found.group(1) + alias(found.group(2)));
    }
    redacted = replace(CREDENTIALS, redacted, found -> found.group(1) + alias(found.group(2)));
    redacted = replace(BEARER, redacted, found -> found.group(1) + alias(found.group(2)));
    return replace(
        BASIC,
        redacted,
        found ->
            isUserAndPassword(found.group(2))
                ? found.group(1) + alias(found.group(2))
                : found.group());
  }

  private String persons(String text) {
    String redacted = replace(USER_PATH, text, found -> found.group(1) + person(found.group(2)));
    redacted =
        replace(DEVICE, redacted, found -> found.group(1) + values.pseudonym(found.group(2)));
    return text.indexOf('@') < 0
        ? redacted
        : replace(LOCAL_PART, redacted, found -> person(found.group(1)));
  }

  private String person(String name) {
    return SERVICE.matcher(name).matches() ? name : values.pseudonym(name);
  }

  /** Looks into what is URL-encoded: a URL in a URL in a URL is encoded twice. */
  private String encoded(String text, int depth) {
    if (depth <= 0 || text.indexOf('%') < 0) {
      return text;
    }
    return replace(
        ENCODED,
        text,
        found -> {
          String raw = found.group();
          if (!hasEscape(raw)) {
            return raw;
          }
          String plain = decoded(raw);
          String redacted = redact(plain, depth - 1);
          return redacted.equals(plain) ? raw : URLEncoder.encode(redacted, StandardCharsets.UTF_8);
        });
  }

  /** Values in quotation marks, which may hold the other kind of mark, and their own escaped. */
  private String quoted(String text) {
    Replacements out = new Replacements(text);
    Matcher found = ASSIGNED_QUOTED.matcher(text);
    int at = 0;
    while (found.find(at)) {
      at = found.end();
      if (of(found.group(1)) != Sensitivity.NONE) {
        int end = endOfQuoted(text, at, found.group(4).charAt(0), found.group(3).length());
        String value = text.substring(at, end);
        if (isAssignment(found.group(1), value)) {
          out.replace(at, end, values.aliasInPlace(of(found.group(1)), value));
          at = end;
        }
      }
    }
    return out.text();
  }

  /**
   * Where a quoted value ends: at the mark that opened it, with no more backslashes before it than
   * that one had; of a plain one, with an even number of them. At the latest at the line's end.
   */
  private static int endOfQuoted(String text, int from, char mark, int escapes) {
    int backslashes = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean closes = escapes == 0 ? backslashes % 2 == 0 : backslashes <= escapes;
      if (c == '\r' || c == '\n') {
        return at;
      }
      if (c == mark && closes) {
        return at - Math.min(backslashes, escapes);
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return text.length();
  }

  private String assigned(String text) {
    return replace(
        ASSIGNED,
        text,
        found ->
            isAssignment(found.group(1), found.group(3))
                ? found.group(1) + found.group(2) + values.alias(of(found.group(1)), found.group(3))
                : found.group());
  }

  private Sensitivity of(String name) {
    return values.names().of(name);
  }

  private boolean isAssignment(String name, String value) {
    return of(name) != Sensitivity.NONE
        // These were looked for already, by patterns that know more of them.
        && !name.toLowerCase(Locale.ROOT).contains("authorization")
        && !Aliases.endsPair(value)
        && !Aliases.beginsUrlTail(value);
  }

  /** {@code name=value} of a form or a URL, groups 2 and 3 of the match. */
  private String parameter(Matcher pair, int depth) {
    String name = decodedWhole(pair.group(2));
    String value = decoded(pair.group(3));
    String redacted =
        switch (values.names().ofParameter(name)) {
          case NONE -> redact(value, depth - 1);
          case SECRET -> values.redact(name, value);
          case PERSONAL -> values.pseudonym(value);
        };
    return pair.group(2)
        + '='
        + (redacted.equals(value)
            ? pair.group(3)
            : URLEncoder.encode(redacted, StandardCharsets.UTF_8));
  }

  private String alias(String secret) {
    return values.alias(secret);
  }

  /** The text without one layer of URL encoding; a stray % is none, and stays. */
  private static String decoded(String text) {
    if (!hasEscape(text)) {
      return text.replace('+', ' ');
    }
    return URLDecoder.decode(STRAY_PERCENT.matcher(text).replaceAll("%25"), StandardCharsets.UTF_8);
  }

  /** A stray % is too frequent in bodies to find out by an exception. */
  private static boolean hasEscape(String text) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      if (at + 2 < text.length()
          && Character.digit(text.charAt(at + 1), 16) >= 0
          && Character.digit(text.charAt(at + 2), 16) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** A name without any layer, as far as there are few. */
  private static String decodedWhole(String name) {
    String plain = decoded(name);
    for (int layer = 1; layer < DEEPEST && hasEscape(plain); layer++) {
      plain = decoded(plain);
    }
    return plain;
  }

  /** "Basic authentication" is prose, "Basic MTAwMTAwMzp4" is not. */
  private static boolean isUserAndPassword(String base64) {
    try {
      byte[] plain = Base64.getDecoder().decode(base64);
      return new String(plain, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String replace(Pattern pattern, String text, Function<Matcher, String> by) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    StringBuilder redacted = new StringBuilder(text.length() + 16);
    int from = 0;
    do {
      redacted.append(text, from, matcher.start()).append(by.apply(matcher));
      from = matcher.end();
    } while (matcher.find());
    return redacted.append(text, from, text.length()).toString();
  }

  private static String unchanged(String text, String redacted) {
    return redacted.equals(text) ? text : redacted;
  }
}
