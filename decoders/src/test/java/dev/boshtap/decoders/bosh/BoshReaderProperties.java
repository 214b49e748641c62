package dev.boshtap.decoders.bosh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.finesse.Notification;
import dev.boshtap.decoders.finesse.NotificationReader;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.xmpp.PubsubItem;
import dev.boshtap.decoders.xmpp.Stanza;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BoshReaderProperties {

  private static final String BEFORE =
      "<body xmlns='http://jabber.org/protocol/httpbind' xmlns:stream='urn:s'>"
          + "<presence from='finesse@finesse.example'/>"
          + "<message xmlns='jabber:client' from='pubsub.finesse.example'>"
          + "<event xmlns='http://jabber.org/protocol/pubsub#event'>"
          + "<items node='/finesse/api/User/1001003'>";
  private static final String AFTER =
      "</items></event></message>"
          + "<message xmlns='jabber:client'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
          + "<items node='/finesse/api/Queue/7'>"
          + item("later", "QUEUED")
          + "</items></event></message></body>";

  private final BoshReader reader = new BoshReader(Limits.DEFAULTS);
  private final NotificationReader notifications = new NotificationReader(Limits.DEFAULTS);

  @Property
  void anyBytesAreAValue(@ForAll byte[] bytes) {
    decode(new String(bytes, StandardCharsets.ISO_8859_1));
    assertThat(reader.read(BodyContent.utf8(bytes))).isNotNull();
  }

  @Property(tries = 2000)
  void anyMutationOfABodyIsAValue(
      @ForAll @IntRange(min = 0, max = 10_000) int at,
      @ForAll @IntRange(min = 0, max = 40) int removed,
      @ForAll("junk") String inserted) {
    String body = BEFORE + item("one", "READY") + item("two", "HOLD") + AFTER;
    int from = at % body.length();
    int to = Math.min(body.length(), from + removed);

    decode(body.substring(0, from) + inserted + body.substring(to));
  }

  @Property(tries = 1000)
  void breakingOneItemLeavesItsNeighboursEqual(
      @ForAll("junk") String junk, @ForAll @IntRange(min = 0, max = 400) int at) {
    String bad = item("bad", "WORK");
    // Within the item's own text, so that the break is the item's and nobody else's.
    int start = bad.indexOf("&lt;Update");
    int place = start + at % (bad.indexOf("</notification>") - start);
    String broken = bad.substring(0, place) + junk + bad.substring(place);

    List<Notification> all =
        decode(BEFORE + item("one", "READY") + broken + item("two", "HOLD") + AFTER);

    assertThat(all)
        .contains(
            decode(BEFORE + item("one", "READY") + AFTER).get(0),
            decode(BEFORE + item("two", "HOLD") + AFTER).get(0),
            decode(BEFORE + AFTER).get(0));
  }

  @Property(tries = 500)
  void cuttingABodyLeavesWhatCameBefore(@ForAll @IntRange(min = 0, max = 10_000) int at) {
    String whole = BEFORE + item("one", "READY");
    String rest = item("two", "HOLD") + AFTER;

    List<Notification> all = decode(whole + rest.substring(0, at % rest.length()));

    assertThat(all.get(0)).isEqualTo(decode(BEFORE + item("one", "READY") + AFTER).get(0));
  }

  @Property(tries = 300)
  void everyItemIsReadHoweverManyThereAre(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 9) Integer> states) {
    StringBuilder body = new StringBuilder(BEFORE);
    for (int state : states) {
      body.append(item("i", "S" + state));
    }

    assertThat(decode(body.append(AFTER).toString()))
        .extracting(each -> each.fields().state())
        .startsWith(states.stream().map(state -> "S" + state).toArray(String[]::new))
        .hasSize(states.size() + 1);
  }

  @Provide
  Arbitrary<String> junk() {
    return Arbitraries.of(
            "<", ">", "&", "\u0001", "\uFFFF", "</x>", "<x>", "<x y=", "&#0;", "&nope;", "<!--",
            "<!X", "]]>", "<?p?>", "'", "\"", "\uDC00", "/>")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(pieces -> String.join("", pieces))
        // An open comment takes in all that follows, by the rules of XML.
        .filter(text -> !text.contains("<!--"));
  }

  private static String item(String id, String state) {
    return "<item id='"
        + id
        + "'><notification xmlns='http://jabber.org/protocol/pubsub'>"
        + "&lt;Update&gt;&lt;data&gt;&lt;user&gt;&lt;firstName&gt;Zoë &amp;amp; Co&lt;/firstName&gt;"
        + "&lt;state&gt;"
        + state
        + "&lt;/state&gt;&lt;/user&gt;&lt;/data&gt;&lt;event&gt;PUT&lt;/event&gt;&lt;/Update&gt;"
        + "</notification></item>";
  }

  private List<Notification> decode(String text) {
    List<Notification> all = new ArrayList<>();
    if (reader.read(text) instanceof BoshReading.Read read) {
      for (Stanza stanza : read.body().stanzas()) {
        assertThat(stanza.summary()).isNotBlank();
        if (stanza instanceof Stanza.PubsubEvent event) {
          for (PubsubItem item : event.items()) {
            all.add(notifications.read(item));
          }
        }
      }
    }
    return all;
  }
}
