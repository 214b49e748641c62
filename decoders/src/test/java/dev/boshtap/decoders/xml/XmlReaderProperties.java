package dev.boshtap.decoders.xml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.http.BodyContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class XmlReaderProperties {

  private final XmlReader reader = new XmlReader(Limits.DEFAULTS, Set.of("item"));

  @Property
  void anyBytesAreAValue(@ForAll byte[] bytes) {
    assertIsAValue(reader.read(BodyContent.utf8(bytes)));
  }

  @Property(tries = 2000)
  void anyHeapOfMarkupIsAValue(@ForAll("markup") String text) {
    assertIsAValue(reader.read(text));
  }

  @Property(tries = 3000)
  void malformedBytesAreNeverTakenForText(
      @ForAll @Size(max = 5) List<@IntRange(min = 0x7F, max = 0xFF) Integer> bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("<a>x".getBytes(StandardCharsets.UTF_8));
    bytes.forEach(out::write);
    out.writeBytes("y</a>".getBytes(StandardCharsets.UTF_8));
    BodyContent content = BodyContent.utf8(out.toByteArray());

    XmlReading reading = reader.read(content);

    assertThat(reading instanceof XmlReading.Tree).isEqualTo(isWellFormed(content));
    Element root = reading.root();
    assertThat(root).isNotNull();
    assertThat(root.text()).isEqualTo(reader.read(content.text()).root().text());
  }

  private static boolean isWellFormed(BodyContent content) {
    return content.malformedAt() < 0
        && content.text().indexOf('\uFFFE') < 0
        && content.text().indexOf('\uFFFF') < 0;
  }

  @Provide
  Arbitrary<String> markup() {
    return Arbitraries.of(
            "<a>",
            "</a>",
            "<item>",
            "</item>",
            "<item",
            "<p:b",
            " x='",
            "'",
            "\"",
            ">",
            "/>",
            "&",
            "&lt;",
            "&#1;",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?x",
            "?>",
            "<!",
            "text",
            "\u0001",
            "\uD800",
            "é",
            "<",
            " ",
            "=",
            "xmlns='u'",
            " xmlns:p='v'",
            "<stream:x/>",
            "<1")
        .list()
        .ofMaxSize(40)
        .map(pieces -> "<r>" + String.join("", pieces));
  }

  private static void assertIsAValue(XmlReading reading) {
    if (reading instanceof XmlReading.Broken broken) {
      assertThat(broken.damage())
          .allSatisfy(
              each -> {
                assertThat(each.reason()).isNotBlank().doesNotContain("\n");
                assertThat(each.offset()).isGreaterThanOrEqualTo(-1);
                assertThat(each.raw()).hasSizeLessThanOrEqualTo(Limits.DEFAULTS.raw());
              });
    } else {
      assertThat(reading.root()).isNotNull();
    }
  }
}
