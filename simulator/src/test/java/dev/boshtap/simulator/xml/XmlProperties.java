package dev.boshtap.simulator.xml;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class XmlProperties {

  @Property(tries = 200)
  void whatIsEscapedIsReadAsItWas(@ForAll("texts") String text) {
    String document = "<a b=\"" + Xml.escape(text) + "\"><c>" + Xml.escape(text) + "</c></a>";
    XmlElement root = Xml.parse(document).orElseThrow();
    assertThat(root.attribute("b")).contains(text);
    assertThat(root.child("c").orElseThrow().text()).isEqualTo(text);
  }

  @Property(tries = 200)
  void nothingThatIsReadThrows(@ForAll String text) {
    assertThat(Xml.parse(text)).isNotNull();
  }

  @Example
  void dtdsAndDepthAreRefused() {
    assertThat(Xml.parse("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>")).isEmpty();
    assertThat(Xml.parse("<a>".repeat(65) + "</a>".repeat(65))).isEmpty();
    assertThat(Xml.parse("<a></b>")).isEmpty();
    assertThat(Xml.parse("")).isEmpty();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("<>&\"' é€Łabc;#x").ofMaxLength(40);
  }
}
