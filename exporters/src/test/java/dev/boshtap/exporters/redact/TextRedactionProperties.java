package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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
  void noTextMakesItThrowOrChangeTwice(@ForAll("anything") String raw) {
    assertThatCode(() -> text.form(raw)).doesNotThrowAnyException();
    assertThatCode(() -> text.script(raw)).doesNotThrowAnyException();
    assertThat(text.redact(text.redact(raw))).isEqualTo(text.redact(raw));
    // Not so for names of persons: in what is no markup any more an alias may end a path sooner.
    assertThatCode(() -> personal.redact(personal.redact(raw))).doesNotThrowAnyException();
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
