package dev.boshtap.decoders.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Nodes;
import dev.boshtap.decoders.xml.XmlReader;
import dev.boshtap.decoders.xml.XmlReading;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StanzaReaderTest {

  @Test
  void readsWhoIsBoundToWhat() {
    Stanza stanza =
        read(
            "<iq type='result' id='b' to='x'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                + "<jid>1001003@finesse.example/desktop</jid></bind></iq>");

    assertThat(stanza)
        .isEqualTo(
            new Stanza.Iq(
                null,
                "x",
                "b",
                "result",
                new IqContent.Bind(null, "1001003@finesse.example/desktop"),
                null));
  }

  @Test
  void readsWhatIsSubscribedTo() {
    Stanza stanza =
        read(
            "<iq type='set'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                + "<unsubscribe node='/finesse/api/Queue/7' jid='j'/></pubsub></iq>");

    assertThat(((Stanza.Iq) stanza).content())
        .isEqualTo(new IqContent.Subscription(true, "/finesse/api/Queue/7", "j"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set    | <pubsub><subscribe node='n' jid='j'/></pubsub>                      | SUBSCRIBE
          set    | <pubsub><unsubscribe node='n' jid='j'/></pubsub>                    | UNSUBSCRIBE
          result | <pubsub><subscription node='n' subscription='subscribed'/></pubsub> | SUBSCRIBED
          result | <pubsub><subscription node='n' subscription='none'/></pubsub>       | UNSUBSCRIBE
          error  | <pubsub><subscribe node='n' jid='j'/></pubsub><error type='auth'/>  | REFUSED
          result | <pubsub><subscriptions><subscription node='n'/></subscriptions></pubsub> | SUBSCRIBED
          result | <query xmlns='http://jabber.org/protocol/disco#items'><item jid='p' node='n'/></query> | LISTED
          get    | <query xmlns='http://jabber.org/protocol/disco#items'/>             |
          result | <query xmlns='http://jabber.org/protocol/disco#items'><item jid='p'/></query> |
          result | <ping/>                                                             |
          """)
  void tellsWhatIsDoneWithNodes(String type, String content, Nodes.@Nullable Use use) {
    Stanza.Iq iq = (Stanza.Iq) read("<iq type='" + type + "'>" + content + "</iq>");

    assertThat(iq.nodes()).isEqualTo(use == null ? null : new Nodes(use, List.of("n")));
  }

  @Test
  void readsItemsOfAllNodesInOrder() {
    Stanza stanza =
        read(
            "<message id='m' from='p' to='t'><event>"
                + "<items node='a'><item id='1'><notification>x</notification></item>"
                + "<retract id='2'/></items>"
                + "<items node='b'><item><entry/></item></items></event>"
                + "<headers><header name='pubsub#subid'>s</header></headers></message>");

    Stanza.PubsubEvent event = (Stanza.PubsubEvent) stanza;
    assertThat(event.subids()).containsExactly("s");
    assertThat(event.items()).extracting(PubsubItem::node).containsExactly("a", "a", "b");
    assertThat(event.items().get(0)).isEqualTo(new PubsubItem("a", "1", false, "x", null, null));
    assertThat(event.items().get(1)).isEqualTo(new PubsubItem("a", "2", true, "", null, null));
    assertThat(event.items().get(2).element().name()).isEqualTo("entry");
  }

  @Test
  void readsWhatTheServerOffers() {
    assertThat(
            read(
                "<features><mechanisms><mechanism>PLAIN</mechanism><mechanism> X </mechanism>"
                    + "</mechanisms></features>"))
        .isEqualTo(new Stanza.Features(List.of("PLAIN", "X"), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<presence/>|presence available",
        "<presence type='unavailable'/>|presence unavailable",
        "<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>|ping",
        "<iq type='result'/>|iq result",
        "<iq type='error'><error><forbidden/></error></iq>|iq error (forbidden)",
        "<iq type='set'><pubsub><publish node='n'/></pubsub></iq>|pubsub publish n",
        "<iq type='set'><pubsub/></iq>|pubsub",
        "<failure/>|SASL failure: undefined-condition",
        "<failure><text>secret</text></failure>|SASL failure: undefined-condition",
        "<error><text>x</text><conflict/></error>|stream error: conflict",
        "<auth mechanism='PLAIN'>secret</auth>|SASL auth PLAIN",
        "<auth/>|SASL auth",
        "<message/>|message",
        "<message type='error'><error code='500'/></message>|error message (500)",
        "<message><event/></message>|message: event",
        "<features/>|features",
        "<r/>|r"
      })
  void saysItInOneLine(String xml, String summary) {
    assertThat(read(xml).summary()).isEqualTo(summary);
  }

  private static Stanza read(String xml) {
    XmlReading reading = new XmlReader(Limits.DEFAULTS, Set.of()).read(xml);
    assertThat(reading).isInstanceOf(XmlReading.Tree.class);
    return StanzaReader.read(((XmlReading.Tree) reading).root());
  }
}
