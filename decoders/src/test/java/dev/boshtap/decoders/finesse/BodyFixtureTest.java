package dev.boshtap.decoders.finesse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.bosh.BoshBody;
import dev.boshtap.decoders.bosh.BoshReader;
import dev.boshtap.decoders.bosh.BoshReading;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.xmpp.PubsubItem;
import dev.boshtap.decoders.xmpp.Stanza;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each {@code bosh/NAME.xml} is a body as it stands on the wire; {@code NAME.expected.json} is all
 * that is read in it. {@code -Dgolden.update=true} writes the latter anew, to be reviewed as code.
 */
class BodyFixtureTest {

  private static final Path FOLDER = Path.of("src/test/resources/bosh");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Stream<Path> bodies() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void readsAllThatIsInIt(Path file) throws IOException {
    BodyContent content = BodyContent.utf8(Files.readAllBytes(file));
    ObjectNode read = told(new BoshReader(Limits.DEFAULTS).read(content));
    String name = file.getFileName().toString().replace(".xml", ".expected.json");
    Path expected = file.resolveSibling(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(expected, JSON.writeValueAsString(read).replace("\r\n", "\n") + "\n");
    }
    assertThat(expected).exists();
    assertThat(read.toPrettyString())
        .isEqualTo(JSON.readTree(Files.readString(expected)).toPrettyString());
  }

  private static ObjectNode told(BoshReading reading) {
    ObjectNode out = JSON.createObjectNode();
    if (reading instanceof BoshReading.NotBosh not) {
      out.set("notBosh", JSON.valueToTree(not.why()));
      return out;
    }
    BoshBody body = ((BoshReading.Read) reading).body();
    ObjectNode attributes = out.putObject("attributes");
    body.attributes().forEach(attributes::put);
    out.put("idle", body.isIdle());
    ArrayNode stanzas = out.putArray("stanzas");
    ArrayNode notifications = JSON.createArrayNode();
    for (Stanza stanza : body.stanzas()) {
      stanzas.add(stanza.summary());
      if (stanza instanceof Stanza.PubsubEvent event) {
        for (PubsubItem item : event.items()) {
          notifications.add(told(new NotificationReader(Limits.DEFAULTS).read(item)));
        }
      }
    }
    if (!notifications.isEmpty()) {
      out.set("notifications", notifications);
    }
    if (!body.unreadable().isEmpty()) {
      out.set("unreadable", JSON.valueToTree(body.unreadable()));
    }
    return out;
  }

  private static ObjectNode told(Notification notification) {
    ObjectNode out = JSON.createObjectNode();
    out.put("subject", notification.subject().name());
    out.set("item", withoutNulls(JSON.valueToTree(notification.item())));
    if (!notification.fields().equals(Event.Fields.NONE)) {
      out.set("fields", withoutNulls(JSON.valueToTree(notification.fields())));
    }
    if (notification.payload() != null) {
      out.set("payload", notification.payload());
    }
    if (notification.unreadable() != null) {
      out.set("unreadable", JSON.valueToTree(notification.unreadable()));
    }
    return out;
  }

  private static ObjectNode withoutNulls(ObjectNode node) {
    for (String name : node.propertyNames().stream().toList()) {
      if (node.get(name).isNull()) {
        node.remove(name);
      }
    }
    return node;
  }
}
