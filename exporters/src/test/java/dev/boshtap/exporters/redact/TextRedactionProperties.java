package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TextRedactionProperties {

  private final TextRedaction text = redaction(false);
  private final TextRedaction personal = redaction(true);

  private static TextRedaction redaction(boolean personalToo) {
    return new TextRedaction(
        new SensitiveValues(new SensitiveNames(personalToo, Set.of()), Aliases.random()));
  }

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(60),
        Arbitraries.of(
                "<",
                ">",
                "/",
                "</",
                "a",
                "auth",
                "password",
                " mechanism='",
                "@",
                "/user/",
                "loginId",
                "sid",
                "<value>",
                "CallVariable",
                "'",
                "\"",
                "=",
                "&",
                "&amp;",
                "&lt;",
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\\",
                "token",
                "?",
                ";",
                "%3D",
                "%25",
                "%",
                "+",
                "name",
                "value",
                "<name>",
                "</name>",
                "<value>",
                "</value>",
                "<input",
                " name=",
                " value=",
                "st",
                "key",
                "code",
                "&quot;",
                "&amp;lt;",
                "--b\r\nContent-Disposition: form-data; name=\"",
                "\r\n\r\n",
                "\r\n--b",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "Bearer ",
                "://",
                "@",
                "\n",
                " ")
            .list()
            .ofMaxSize(30)
            .map(parts -> String.join("", parts)));
  }

  /** Whole documents of each kind that texts nest in, one in the other, around secrets. */
  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> names =
        Arbitraries.of("a", "password", "token", "sid", "name", "value", "key", "st", "code");
    return Arbitraries.recursive(
        () -> Combinators.combine(names, secret()).as((name, s) -> name + '=' + s),
        inner -> Combinators.combine(names, inner, secret(), kinds()).as(this::document),
        0,
        3);
  }

  private enum Kind {
    XML,
    ATTRIBUTE,
    JSON,
    FORM,
    PARTS
  }

  private static Arbitrary<Kind> kinds() {
    return Arbitraries.of(Kind.class);
  }

  private String document(String name, String inner, String secret, Kind kind) {
    return switch (kind) {
      case XML ->
          "<x><%s>%s</%s><token>%s</token></x>"
              .formatted(name, Entities.escape(inner), name, secret);
      case ATTRIBUTE ->
          "<x %s='%s'>%s</x>"
              .formatted(name, secret, Entities.escape(inner).replace("'", "&apos;"));
      case JSON ->
          JsonMapper.shared()
              .createObjectNode()
              .put(name, inner)
              .put("password", secret)
              .toString();
      case FORM -> name + '=' + URLEncoder.encode(inner, StandardCharsets.UTF_8) + "&st=" + secret;
      case PARTS ->
          "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n--b--\r\n"
              .formatted(name, inner);
    };
  }

  @Provide
  Arbitrary<String> secret() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars("+-_.~!*")
        .ofMinLength(12)
        .ofMaxLength(40)
        .filter(s -> Character.isLetter(s.charAt(0)));
  }

  @Property
  void noTextMakesItThrow(@ForAll("anything") String raw) {
    for (TextRedaction redaction : List.of(text, personal)) {
      assertThatCode(() -> redaction.form(raw)).doesNotThrowAnyException();
      assertThatCode(() -> redaction.script(raw)).doesNotThrowAnyException();
      assertThatCode(() -> redaction.redact(redaction.redact(raw))).doesNotThrowAnyException();
    }
  }

  /**
   * A file may be cleaned that was cleaned before. Not so for any text at all: where markup is
   * broken, a name before an alias may be read as its own when what stood between is gone.
   */
  @Property
  void whatWasRedactedIsNotRedactedAgain(@ForAll("documents") String raw) {
    String once = text.redact(raw);

    assertThat(text.redact(once)).isEqualTo(once);
  }

  @Property(tries = 10_000)
  void whatTheQuickLookPassesIsPassedByTheCloseOne(@ForAll("anything") String raw) {
    if (!triggers(false).in(raw)) {
      assertThat(text.closely(raw, 6)).isEqualTo(raw);
    }
    if (!triggers(true).in(raw)) {
      assertThat(personal.closely(raw, 6)).isEqualTo(raw);
    }
  }

  private static Triggers triggers(boolean personalToo) {
    return new Triggers(new SensitiveNames(personalToo, Set.of()).triggers());
  }

  @Property
  void jsonStaysJson(
      @ForAll("anything") String name,
      @ForAll("anything") String value,
      @ForAll("secret") String s) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put(name, value).put("password", s).putArray("token").add(s);
    json.put("after", "x");

    String redacted = text.redact(json.toString());

    assertThat(redacted).doesNotContain(s);
    assertThat(JsonMapper.shared().readTree(redacted).path("after").asString()).isEqualTo("x");
  }

  @Property
  void xmlStaysWellFormed(@ForAll("secret") String s, @ForAll("anything") String content) {
    String xml =
        "<body xmlns='b'><auth mechanism='PLAIN'>%s</auth><a b=\"%s\">%s</a><password>%s</password></body>"
            .formatted(s, Entities.escape(clean(content)), Entities.escape(clean(content)), s);

    String redacted = text.redact(xml);

    assertThat(redacted).doesNotContain(s);
    assertThatCode(
            () ->
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(redacted))))
        .as(redacted)
        .doesNotThrowAnyException();
  }

  /** What XML can hold at all. */
  private static String clean(String text) {
    return text.codePoints()
        .filter(c -> (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || c > 0xffff)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
