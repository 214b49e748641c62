package dev.boshtap.decoders.finesse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.xmpp.PubsubItem;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class NotificationReaderProperties {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final NotificationReader reader = new NotificationReader(Limits.DEFAULTS);

  @Property(tries = 2000)
  void whatIsWrittenIsRead(@ForAll("trees") Tree tree) {
    String text = "<Update><data><thing>" + tree.xml + "</thing></data><event>PUT</event></Update>";

    Notification notification = read(text);

    assertThat(notification.unreadable()).isNull();
    assertThat(notification.payload()).isEqualTo(JSON.objectNode().set("thing", tree.json));
  }

  @Property(tries = 300)
  void howOftenItIsEscapedMakesNoDifference(@ForAll("trees") Tree tree) {
    String text = "<Update><data><thing>" + tree.xml + "</thing></data></Update>";
    Notification once = read(text);

    assertThat(read(escape(text))).isEqualTo(once);
    assertThat(read(escape(escape(text)))).isEqualTo(once);
    assertThat(read(escape(escape(escape(text))))).isEqualTo(once);
  }

  @Property(tries = 300)
  void jsonStaysAsItIs(@ForAll("trees") Tree tree) {
    ObjectNode update = JSON.objectNode();
    update.putObject("Update").put("event", "put").putObject("data").set("thing", tree.json);

    Notification notification = read(update.toString());

    assertThat(notification.item().event()).isEqualTo("PUT");
    assertThat(notification.payload()).isEqualTo(JSON.objectNode().set("thing", tree.json));
  }

  @Property
  void anyTextIsAValue(@ForAll String text) {
    assertThat(read(text).subject()).isEqualTo(Event.Subject.USER);
    assertThat(read("{" + text)).isNotNull();
    assertThat(read("<" + text)).isNotNull();
    assertThat(read("&" + text)).isNotNull();
  }

  private Notification read(String text) {
    return reader.read(new PubsubItem("/finesse/api/User/1", null, false, text, null, null));
  }

  /** A tree as XML, within an element that is no list, and the JSON it must become. */
  record Tree(String xml, JsonNode json) {}

  @Provide
  Arbitrary<Tree> trees() {
    return trees(3);
  }

  private static Arbitrary<Tree> trees(int depth) {
    Arbitrary<Tree> leaf =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars("éß李\uD7FF\uE000")
            .ofMaxLength(12)
            .map(text -> new Tree(escape(text), JSON.stringNode(text)));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Tree> branch =
        Combinators.combine(
                Arbitraries.of("a", "b2", "CallVariables").set().ofMinSize(1).ofMaxSize(3),
                trees(depth - 1).list().ofSize(3),
                Arbitraries.integers().between(1, 3))
            .as((names, values, repeats) -> branch(List.copyOf(names), values, repeats));
    return Arbitraries.oneOf(leaf, branch);
  }

  private static Tree branch(List<String> names, List<Tree> values, int repeats) {
    StringBuilder xml = new StringBuilder();
    ObjectNode json = JSON.objectNode();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Tree value = values.get(i);
      if (name.equals("CallVariables")) {
        xml.append(
            "<CallVariables><callVariable>%s</callVariable></CallVariables>".formatted(value.xml));
        json.putObject(name).putArray("callVariable").add(value.json);
      } else {
        ArrayNode array = JSON.arrayNode();
        for (int n = 0; n < repeats; n++) {
          xml.append('<').append(name).append('>').append(value.xml);
          xml.append("</").append(name).append('>');
          array.add(value.json);
        }
        json.set(name, repeats == 1 ? value.json : array);
      }
    }
    return new Tree(xml.toString(), json);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
