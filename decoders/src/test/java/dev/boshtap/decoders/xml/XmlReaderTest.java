package dev.boshtap.decoders.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class XmlReaderTest {

  private final XmlReader reader = new XmlReader(Limits.DEFAULTS, Set.of("s"));

  @Test
  void readsNamesAttributesChildrenAndText() {
    Element root =
        tree("<a xmlns='urn:a' b='1' x:c='2' xmlns:x='urn:x'>t<d/>u&amp;<d>&#233;</d></a>");

    assertThat(root.namespace()).isEqualTo("urn:a");
    assertThat(root.name()).isEqualTo("a");
    assertThat(root.attributeCount()).isEqualTo(2);
    assertThat(root.attribute("b")).isEqualTo("1");
    assertThat(root.attributeNamespace(1)).isEqualTo("urn:x");
    assertThat(root.attribute("none")).isNull();
    assertThat(root.text()).isEqualTo("tu&");
    assertThat(root.children()).extracting(Element::text).containsExactly("", "é");
    assertThat(root.child("d")).isSameAs(root.children().get(0));
  }

  @Test
  void dropsWhiteSpaceBetweenChildrenAndKeepsItElsewhere() {
    Element root = tree("<a>\n <b> </b>\n <c/> </a>");

    assertThat(root.text()).isEmpty();
    assertThat(root.children()).extracting(Element::text).containsExactly(" ", "");
  }

  @Test
  void joinsTextAroundReferencesAndCdata() {
    assertThat(tree("<a>1&lt;2<![CDATA[<3&]]>4<!-- - -->5</a>").text()).isEqualTo("1<2<3&45");
  }

  @Test
  void refusesDocumentTypes() {
    for (String type :
        List.of(
            "<!DOCTYPE a>",
            "<!DOCTYPE a SYSTEM 'http://localhost:1/a.dtd'>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>",
            "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;'><!ENTITY z '&y;&y;'>]>")) {
      XmlReading reading = reader.read(type + "<a>&z;&e;</a>");

      assertThat(reading.root()).isNull();
      assertThat(reading.damage())
          .extracting(Event.Unreadable::reason)
          .containsExactly("document type (expected: none)");
    }
  }

  @Test
  void readsAsDeepAsTheLimitAndNoDeeper() {
    int limit = Limits.DEFAULTS.xmlDepth();

    assertThat(reader.read("<a>".repeat(limit) + "</a>".repeat(limit)))
        .isInstanceOf(XmlReading.Tree.class);
    XmlReading deeper = reader.read("<a>".repeat(limit + 1) + "</a>".repeat(limit + 1));
    assertThat(deeper.damage().get(0).reason()).contains("deeper than 64 levels");
  }

  @Test
  @Timeout(30)
  void endsInTimeOnTextsMadeToKeepItBusy() {
    int size = 1_000_000;
    for (String text :
        List.of(
            "<a>".repeat(size / 3),
            "<a><b>" + "<b><".repeat(size / 4),
            "<a>" + "<s x".repeat(size / 4),
            "<a>" + "x<b/>".repeat(size / 5) + "</a>",
            "<a" + " b='1'".repeat(size / 6) + "/>",
            "<a>" + "&".repeat(size) + ";</a>",
            "<a " + "y".repeat(size) + "='1'>" + "<s><b></s>".repeat(size / 10) + "</a>",
            "<a>" + "<![CDATA[".repeat(size / 9),
            "<".repeat(size))) {
      assertThat(reader.read(text)).isNotNull();
    }
  }

  @Test
  void takesATagWithoutEndForText() {
    XmlReading reading = reader.read("<r><s>1</s><s>1 <b " + "x".repeat(20_000) + "</s></r>");

    assertThat(reading.root().children())
        .extracting(s -> s.text().length())
        .containsExactly(1, 20_005);
    assertThat(reading.damage()).hasSize(1);
  }

  @Test
  void boundsHowManyElementsItKeeps() {
    XmlReading reading = reader.read("<a>" + "<b/>".repeat(600_000) + "</a>");

    assertThat(reading.root()).isNull();
    assertThat(reading.damage().get(0).reason()).contains("more than 500000 elements");
  }

  @Test
  void boundsTheTextAndWhatItQuotes() {
    Limits small = new Limits(Duration.ZERO, Duration.ofSeconds(60), 100, 64, 10, 1);
    XmlReader bounded = new XmlReader(small, Set.of());

    XmlReading reading = bounded.read("<a>" + "x".repeat(100) + "</a>");

    assertThat(reading.root()).isNull();
    assertThat(reading.damage())
        .containsExactly(
            new Event.Unreadable("text of 107 characters (limit: 100)", 100, "<a>xxxxxxx"));
    assertThat(bounded.read("<a>" + "x".repeat(50) + "<").damage().get(0).raw()).hasSize(10);
  }

  @Test
  void readsOnAfterABreakAtTheNextElementOfItsKind() {
    XmlReading reading = reader.read("<r><i n='1'>x</i><i n='2'><b></i><i n='3'>z</i></r>");

    Element root = reading.root();
    assertThat(root).isNotNull();
    assertThat(root.damage()).isNull();
    assertThat(root.children()).extracting(i -> i.attribute("n")).containsExactly("1", "2", "3");
    assertThat(root.children().get(1).damage())
        .isEqualTo(
            new Event.Unreadable("Unexpected end tag: expected </b>", 32, "<i n='2'><b></i>"));
    assertThat(root.children().get(2).damage()).isNull();
    assertThat(root.children().get(2).text()).isEqualTo("z");
  }

  @Test
  void readsOnAfterABreakBetweenElementsAndInAStartTag() {
    assertThat(childNumbers("<r><i n='1'/> </x> <i n='2'/></r>")).containsExactly("1", "2");
    assertThat(childNumbers("<r><s n='1'/><i n=2><i n='3'/><s n='4'/></r>"))
        .containsExactly("1", "4");
    assertThat(childNumbers("<r><s n='1'/><s n='2' <s n='3'/></r>")).containsExactly("1", "3");
  }

  @Test
  void doesNotSwallowSiblingsOfAnElementThatWasNeverClosed() {
    XmlReading reading = reader.read("<r><g><i n='1'><i n='2'>y</i></g></r>");

    Element group = reading.root().child("g");
    assertThat(group.children().get(0).damage()).isNotNull();
    assertThat(group.children().get(1).attribute("n")).isEqualTo("2");
    assertThat(group.children().get(1).damage()).isNull();
  }

  @Test
  void saysWhereATextWasCutAndKeepsWhatCameBefore() {
    XmlReading reading = reader.read("<r><i n='1'/><i n='2'><b>tex");

    assertThat(reading.root().damage()).isNotNull();
    assertThat(reading.root().children().get(0).damage()).isNull();
    assertThat(reading.root().children().get(1).damage().raw()).isEqualTo("<i n='2'><b>tex");
    assertThat(reading.damage()).extracting(Event.Unreadable::offset).containsExactly(28L);
  }

  @Test
  void mendsWhatXmlForbidsInTextAndSaysSo() {
    XmlReading reading =
        reader.read("<a b='\u0002'>x\u0001&#x1;&#99999999;\uD800&noun; & 1 < 2</a>");

    assertThat(reading.root().damage()).isNull();
    assertThat(reading.root().text()).isEqualTo("x\uFFFD\uFFFD\uFFFD\uFFFD&noun; & 1 < 2");
    assertThat(reading.root().attribute("b")).isEqualTo("\uFFFD");
    assertThat(reading.damage())
        .extracting(Event.Unreadable::reason, Event.Unreadable::offset)
        .containsExactly(tuple("character U+0002 that XML forbids, replaced (and 7 more)", 6L));
  }

  @Test
  void placesBreaksInTheTextAsItCameThoughItWasMended() {
    String text = "  <r><i>&#1; & &#2;</i><i><b></i></r>";

    XmlReading reading = reader.read(text);

    long place = reading.damage().get(1).offset();
    assertThat(text.substring(0, (int) place)).endsWith("</i");
  }

  @Test
  void leavesCdataAndCommentsUnmended() {
    assertThat(reader.read("<a><!-- a & b --><![CDATA[a & b &#1; < 2]]>\u0001</a>").root().text())
        .isEqualTo("a & b &#1; < 2\uFFFD");
  }

  @Test
  void readsWellKnownPrefixesThatNobodyDeclared() {
    XmlReading reading = reader.read("<body xmpp:restart='true'><stream:features/></body>");

    assertThat(reading).isInstanceOf(XmlReading.Tree.class);
    assertThat(reading.root().attributeNamespace(0)).isEqualTo("urn:xmpp:xbosh");
    assertThat(reading.root().child("features").namespace())
        .isEqualTo("http://etherx.jabber.org/streams");
  }

  @Test
  void saysWhereBytesWereMalformed() {
    byte[] bytes = "<a>é?</a>".getBytes(StandardCharsets.UTF_8);
    bytes[5] = (byte) 0xFF;

    XmlReading reading = reader.read(BodyContent.utf8(bytes));

    assertThat(reading.root().text()).isEqualTo("é\uFFFD");
    assertThat(reading.damage())
        .containsExactly(
            new Event.Unreadable("bytes that are not UTF-8, replaced", 4, "<a>é\uFFFD</a>"));
  }

  @Test
  void takesAReplacementCharacterThatWasSentForWhatItIs() {
    byte[] bytes = "<a>\uFFFD</a>".getBytes(StandardCharsets.UTF_8);

    assertThat(reader.read(BodyContent.utf8(bytes))).isInstanceOf(XmlReading.Tree.class);
  }

  @Test
  void keepsTheRootWhenSomethingFollowsIt() {
    XmlReading reading = reader.read("<a>x</a><b/>");

    assertThat(reading.root().text()).isEqualTo("x");
    assertThat(reading.root().damage()).isNull();
    assertThat(reading.damage().get(0).reason()).startsWith("after the root element: ");
  }

  private List<String> childNumbers(String text) {
    return reader.read(text).root().children().stream()
        .filter(child -> child.damage() == null)
        .map(child -> child.attribute("n"))
        .toList();
  }

  private Element tree(String text) {
    XmlReading reading = reader.read(text);
    assertThat(reading).isInstanceOf(XmlReading.Tree.class);
    return ((XmlReading.Tree) reading).root();
  }
}
