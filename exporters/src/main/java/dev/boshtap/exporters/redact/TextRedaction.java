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
      Pattern.compile("\\s*+(?:throw [^{\\[]{0,40}|while\\(1\\);|\\)\\]\\}',?)?\\s*+[{\\[]");

  /** Markup that is escaped, once or many times over. */
  private static final Pattern ESCAPED_MARKUP =
      Pattern.compile("&(?:amp;|#0*+38;|#[xX]0*+26;)*+(?:lt|#0*+60|#[xX]0*+3[cC]);");

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
  private static final Pattern ASSIGNED_QUOTED =
      Pattern.compile("(?<![\\w-])([\\w-]++)([\"']?\\s*+[:=]\\s*+[\"'])([^\"'\\r\\n]++)");

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
      Pattern.compile("(?i)finesse|presencelistener|admin|.*(?:cuic|ccx)\\..*");

  /** How long a text may be to be remembered: JIDs, nodes and paths are shorter. */
  private static final int SHORT = 200;

  /** A name, an equals sign and a value, or a person with a place. */
  static final int SHORTEST_PIECE = 3;

  /** How many of each depth. */
  private static final int REMEMBERED = 10_000;

  private final SensitiveValues values;
  private final Triggers triggers;

  /** What was redacted before, by depth: the same JIDs, nodes and paths come with every event. */
  private final List<Map<String, String>> known =
      IntStream.rangeClosed(0, DEEPEST)
          .<Map<String, String>>mapToObj(depth -> new ConcurrentHashMap<>())
          .toList();

  TextRedaction(SensitiveValues values) {
    this.values = values;
    triggers = new Triggers(values.names().triggers());
  }

  /** The text without its secrets; the same object when it has none. */
  String redact(String text) {
    return redact(text, DEEPEST);
  }

  /** A form ({@code application/x-www-form-urlencoded}), or a URL's query. */
  String form(String text) {
    return triggers.in(text) ? form(text, DEEPEST) : text;
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
    return text.length() <= SHORT ? remembered(text, depth) : unchanged(text, closely(text, depth));
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
      return assigned(quoted(patterns(text, 0)));
    }
    if (MultipartRedaction.isMultipart(text)) {
      return new MultipartRedaction(values, this, depth - 1).redact(text);
    }
    if (JSON.matcher(text).lookingAt()) {
      return new JsonRedaction(values, this, depth - 1).redact(text);
    }
    if (MARKUP.matcher(text).find()) {
      return new MarkupRedaction(values, this, depth - 1, text).redact();
    }
    if (FORM.matcher(text).matches()) {
      return form(text, depth);
    }
    return assigned(quoted(patterns(markupUnescaped(text, depth), depth)));
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
        ? unchanged(text, assigned(quoted(patterns(text, 0))))
        : text;
  }

  /** Looks into markup that is escaped, and escapes it again. */
  private String markupUnescaped(String text, int depth) {
    if (!ESCAPED_MARKUP.matcher(text).find()) {
      return text;
    }
    String plain = Entities.unescape(text);
    String redacted = redact(plain, depth - 1);
    return redacted.equals(plain) ? text : Entities.escape(redacted);
  }

  private String form(String text, int depth) {
    return encoded(replace(FORM_PAIR, text, pair -> pair.group(1) + parameter(pair, depth)), depth);
  }

  private String patterns(String text, int depth) {
    String redacted = values.names().arePersonalToo() ? persons(text) : text;
    if (text.indexOf('=') >= 0) {
      redacted = replace(URL_PAIR, redacted, pair -> pair.group(1) + parameter(pair, depth));
    }
    redacted = encoded(redacted, depth);
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

  private String quoted(String text) {
    return replace(ASSIGNED_QUOTED, text, this::assignment);
  }

  private String assigned(String text) {
    return replace(ASSIGNED, text, this::assignment);
  }

  private String assignment(Matcher found) {
    boolean secret =
        values.names().isSensitive(found.group(1))
            // These two were looked for already, by patterns that know more of them.
            && !found.group(1).toLowerCase(Locale.ROOT).contains("authorization")
            && !Aliases.beginsUrlTail(found.group(3));
    return secret
        ? found.group(1)
            + found.group(2)
            + values.alias(values.names().of(found.group(1)), found.group(3))
        : found.group();
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
