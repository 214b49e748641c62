package dev.boshtap.decoders.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.xmpp.PubsubItem;
import dev.boshtap.decoders.xmpp.Stanza;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoshReaderTest {

  private static final String HTTPBIND = " xmlns='http://jabber.org/protocol/httpbind'";

  private final BoshReader reader = new BoshReader(Limits.DEFAULTS);

  @Test
  void readsWhatASessionIsGranted() {
    BoshBody body =
        body(
            "<body"
                + HTTPBIND
                + " sid='3a5d' ver='1.9' requests='2' inactivity='60' polling='5' wait='30'"
                + " hold='1' ack='17' maxpause='300'/>");

    assertThat(body.sid()).isEqualTo("3a5d");
    assertThat(body.ver()).isEqualTo("1.9");
    assertThat(body.requests()).isEqualTo(2);
    assertThat(body.inactivity()).isEqualTo(Duration.ofMinutes(1));
    assertThat(body.polling()).isEqualTo(Duration.ofSeconds(5));
    assertThat(body.waitTime()).isEqualTo(Duration.ofSeconds(30));
    assertThat(body.hold()).isEqualTo(1);
    assertThat(body.ack()).isEqualTo(17L);
    assertThat(body.maxpause()).isEqualTo(Duration.ofMinutes(5));
    assertThat(body.pause()).isNull();
    assertThat(body.rid()).isNull();
    assertThat(body.condition()).isNull();
  }

  @Test
  void takesNoNumberForAbsent() {
    BoshBody body =
        body("<body" + HTTPBIND + " rid='' wait='soon' hold='-1' inactivity='99999999999'/>");

    assertThat(body.rid()).isNull();
    assertThat(body.waitTime()).isNull();
    assertThat(body.hold()).isNull();
    assertThat(body.inactivity()).isNull();
  }

  @Test
  void tellsIdleFromEndedAndFromFull() {
    assertThat(body("<body" + HTTPBIND + "/>").isIdle()).isTrue();
    assertThat(body("<body" + HTTPBIND + " ack='1'> \n </body>").isIdle()).isTrue();
    assertThat(body("<body" + HTTPBIND + " type='terminate'/>").isIdle()).isFalse();
    assertThat(body("<body" + HTTPBIND + " type='terminate'/>").isTerminate()).isTrue();
    assertThat(body("<body" + HTTPBIND + " type='error'/>").isTerminate()).isFalse();
    assertThat(body("<body" + HTTPBIND + "><presence/></body>").isIdle()).isFalse();
    assertThat(body("<body" + HTTPBIND + "><presence></body>").isIdle()).isFalse();
    assertThat(body("<body" + HTTPBIND + ">").isIdle()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xmlns:xmpp='urn:xmpp:xbosh' xmpp:restart='true'",
        "xmlns:x='urn:xmpp:xbosh' x:restart='1'",
        "xmpp:restart='true'",
        "restart='true'"
      })
  void findsARestartHoweverItIsPrefixed(String attribute) {
    assertThat(body("<body" + HTTPBIND + " " + attribute + "/>").restart()).isTrue();
    assertThat(body("<body" + HTTPBIND + "/>").restart()).isFalse();
  }

  @Test
  void keepsNoSecretWhole() {
    for (String stanza :
        List.of(
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>c2VjcmV0</auth>",
            "<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>c2VjcmV0</response>",
            "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>c2VjcmV0</challenge>",
            "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>c2VjcmV0</success>",
            "<sasl:auth xmlns:sasl='urn:ietf:params:xml:ns:xmpp-sasl'>c2VjcmV0</sasl:auth>",
            "<iq><query xmlns='jabber:iq:auth'><password>c2VjcmV0</password></query></iq>",
            "<message><body>c2VjcmV0</body></message>")) {
      String text =
          "<body" + HTTPBIND + " rid='1' key='c2VjcmV0' newkey='c2VjcmV0'>" + stanza + "</body>";
      assertThat(reader.read(text).toString()).doesNotContain("c2VjcmV0");
      if (!stanza.startsWith("<message")) {
        // Broken at each place, the quoted raw text must not hold it either.
        for (int cut = text.indexOf(stanza); cut <= text.length(); cut++) {
          String broken = text.substring(0, cut) + "<<&\u0001";
          assertThat(reader.read(broken).toString()).doesNotContain("c2VjcmV0");
        }
      }
    }
  }

  @Test
  void saysContentDamageBesideWhatWasRead() {
    Event.Unreadable cut = new Event.Unreadable("body cut", -1, "");
    byte[] bytes = ("<body" + HTTPBIND + "><presence/>").getBytes(StandardCharsets.UTF_8);

    BoshReading reading = reader.read(new BodyContent(bytes, StandardCharsets.UTF_8, List.of(cut)));

    BoshBody body = ((BoshReading.Read) reading).body();
    assertThat(body.stanzas()).hasSize(1);
    assertThat(body.unreadable()).hasSize(2).startsWith(cut);
    assertThat(reader.read(new BodyContent(new byte[0], StandardCharsets.UTF_8, List.of(cut))))
        .isEqualTo(new BoshReading.NotBosh(cut, BoshReading.Kind.NOTHING, ""));
  }

  @Test
  void readsALargePayloadAmongSeveralItems() {
    String large = "&lt;x&gt;" + "Zoë &amp;amp; ".repeat(10_000) + "&lt;/x&gt;";
    String item = "<item><notification>%s</notification></item>";
    BoshBody body =
        body(
            "<body"
                + HTTPBIND
                + "><message><event><items node='n'>"
                + item.formatted("1")
                + item.formatted(large)
                + item.formatted("3")
                + "</items></event></message></body>");

    assertThat(((Stanza.PubsubEvent) body.stanzas().get(0)).items())
        .extracting(PubsubItem::text)
        .containsExactly("1", "<x>" + "Zoë &amp; ".repeat(10_000) + "</x>", "3");
  }

  @Test
  void takesABodyWithoutNamespaceForBoshWhenItLooksLikeIt() {
    assertThat(reader.read("<body rid='1'/>")).isInstanceOf(BoshReading.Read.class);
    assertThat(reader.read("<body><message/></body>")).isInstanceOf(BoshReading.Read.class);
    assertThat(reader.read("<body><h1>Gateway</h1></body>"))
        .isInstanceOf(BoshReading.NotBosh.class);
    assertThat(reader.read("<body>Gateway</body>")).isInstanceOf(BoshReading.NotBosh.class);
    assertThat(reader.read("<body xmlns='http://www.w3.org/1999/xhtml'/>"))
        .isInstanceOf(BoshReading.NotBosh.class);
  }

  private BoshBody body(String text) {
    return ((BoshReading.Read) reader.read(text)).body();
  }
}
