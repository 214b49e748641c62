package dev.boshtap.exporters.redact;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
      Pattern.compile("\\A\\s*+(?:throw [^{\\[]{0,40}|while\\(1\\);|\\)\\]\\}',?)?\\s*+[{\\[]");

  private static final Pattern FORM = Pattern.compile("\\A[\\w.%+~*-]++=[^\\s<>{}\"]*+\\z");
  private static final Pattern FORM_PAIR = Pattern.compile("(\\A|&)([^=&]*+)=([^&]*+)");

  private static final Pattern URL_PAIR =
      Pattern.compile("([?&;#])([\\w.%~-]++)=([^&;#?\\s\"'<>\\\\]++)");
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

  private final SecretValues values;

  TextRedaction(SecretValues values) {
    this.values = values;
  }

  /** The text without its secrets; the same object when it has none. */
  String redact(String text) {
    return redact(text, DEEPEST);
  }

  /** A form ({@code application/x-www-form-urlencoded}), or a URL's query. */
  String form(String text) {
    return Triggers.in(text) ? form(text, DEEPEST) : text;
  }

  /** A script: names stand beside code there, so only what is in quotes can be a secret. */
  String script(String text) {
    return Triggers.in(text) ? unchanged(text, quoted(patterns(text, 0))) : text;
  }

  /** As {@link #redact(String)}, for a text found {@code depth} levels above the deepest. */
  String redact(String text, int depth) {
    return Triggers.in(text) ? unchanged(text, closely(text, depth)) : text;
  }

  /** As {@link #redact(String, int)}, without the quick look before. */
  String closely(String text, int depth) {
    if (depth <= 0) {
      return assigned(quoted(patterns(text, 0)));
    }
    if (JSON.matcher(text).find()) {
      return new JsonRedaction(values, this, depth - 1).redact(text);
    }
    if (MARKUP.matcher(text).find()) {
      return new MarkupRedaction(values, this, depth - 1).redact(text);
    }
    if (FORM.matcher(text).matches()) {
      return form(text, depth);
    }
    return assigned(quoted(patterns(text, depth)));
  }

  private String form(String text, int depth) {
    return replace(FORM_PAIR, text, pair -> pair.group(1) + parameter(pair, depth));
  }

  private String patterns(String text, int depth) {
    String redacted = text;
    if (text.indexOf('=') >= 0) {
      redacted = replace(URL_PAIR, redacted, pair -> pair.group(1) + parameter(pair, depth));
    }
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

  private String quoted(String text) {
    return replace(ASSIGNED_QUOTED, text, this::assignment);
  }

  private String assigned(String text) {
    return replace(ASSIGNED, text, this::assignment);
  }

  private String assignment(Matcher found) {
    boolean secret =
        SecretNames.isSecret(found.group(1))
            // These two were looked for already, by patterns that know more of them.
            && !found.group(1).toLowerCase(Locale.ROOT).contains("authorization")
            && !Aliases.beginsUrlTail(found.group(3));
    return secret ? found.group(1) + found.group(2) + alias(found.group(3)) : found.group();
  }

  /** {@code name=value} of a form or a URL, groups 2 and 3 of the match. */
  private String parameter(Matcher pair, int depth) {
    String name = decoded(pair.group(2));
    String value = decoded(pair.group(3));
    String redacted =
        SecretNames.isSecretParameter(name) ? values.redact(name, value) : redact(value, depth - 1);
    return pair.group(2)
        + '='
        + (redacted.equals(value)
            ? pair.group(3)
            : URLEncoder.encode(redacted, StandardCharsets.UTF_8));
  }

  private String alias(String secret) {
    return values.alias(secret);
  }

  private static String decoded(String text) {
    return isEncoded(text) ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
  }

  /** A stray % is no encoding, and too frequent in bodies to find out by an exception. */
  private static boolean isEncoded(String text) {
    boolean escapes = text.indexOf('+') >= 0;
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      if (at + 2 >= text.length()
          || Character.digit(text.charAt(at + 1), 16) < 0
          || Character.digit(text.charAt(at + 2), 16) < 0) {
        return false;
      }
      escapes = true;
    }
    return escapes;
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
