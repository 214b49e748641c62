package dev.boshtap.decoders.finesse;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xml.References;
import dev.boshtap.decoders.xml.XmlReader;
import dev.boshtap.decoders.xml.XmlReading;
import dev.boshtap.decoders.xmpp.PubsubItem;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decodes pubsub items of Finesse: the text of a notification is a document of its own, XML or
 * JSON, perhaps escaped more often than once, perhaps not at all. Never throws for what came from
 * the wire. Safe for use by several threads.
 *
 * <p>How elements become JSON: an element with nothing but text is a string, an empty one the empty
 * string, any other an object by its children's names. Children that repeat are an array, and so is
 * a single one in a list (an element named by the plural of its child's name, as {@code
 * dialogs/Dialog}). Attributes are fields whose names begin with {@code @}; text beside attributes
 * or children is the field {@code #text}. A payload that is JSON stays as it is, but that lists of
 * one entry become arrays too.
 */
public final class NotificationReader {

  /** Senders that escape too often do so once or twice; more is no honest sender's. */
  private static final int MOST_UNESCAPES = 3;

  private static final int BEGINNING = 40;

  /** What of an Update can still be read when its data cannot. */
  private static final Set<String> ENVELOPE = Set.of("event", "requestId", "source");

  private final Limits limits;
  private final XmlReader xml;

  /** Made for the first item in JSON: most servers send none, and making it takes a while. */
  private @Nullable JsonMapper json;

  /** A reader that keeps to {@code limits}. */
  public NotificationReader(Limits limits) {
    this.limits = limits;
    this.xml = new XmlReader(limits, ENVELOPE);
  }

  /** Decodes one item. */
  public Notification read(PubsubItem item) {
    if (item.damage() != null) {
      return withoutPayload(item, item.damage());
    }
    if (item.element() != null) {
      return Envelope.of(item.element()).notification(item, null);
    }
    String text = item.text().strip();
    for (int i = 0; text.startsWith("&") && i < MOST_UNESCAPES; i++) {
      text = References.resolve(text).strip();
    }
    if (text.isEmpty()) {
      return withoutPayload(item, null);
    }
    return switch (text.charAt(0)) {
      case '<' -> readXml(item, text);
      case '{', '[' -> readJson(item, text, true);
      default -> withoutPayload(item, neither(text));
    };
  }

  private Notification readXml(PubsubItem item, String text) {
    XmlReading reading = xml.read(text);
    if (reading instanceof XmlReading.Tree tree) {
      return Envelope.of(tree.root()).notification(item, null);
    }
    Event.Unreadable why = reading.damage().get(0);
    Element root = reading.root();
    return root == null ? withoutPayload(item, why) : Envelope.of(root).notification(item, why);
  }

  private Notification readJson(PubsubItem item, String text, boolean perhapsEscaped) {
    try {
      return Envelope.of(json().readTree(text)).notification(item, null);
    } catch (JacksonException e) {
      if (perhapsEscaped && text.contains("&quot;")) {
        return readJson(item, References.resolve(text), false);
      }
      long offset = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
      return withoutPayload(item, unreadable("JSON: " + e.getOriginalMessage(), offset, text));
    }
  }

  private JsonMapper json() {
    if (json == null) {
      json =
          JsonMapper.builder(
                  JsonFactory.builder()
                      .streamReadConstraints(
                          StreamReadConstraints.builder()
                              .maxNestingDepth(limits.xmlDepth())
                              .build())
                      .build())
              .build();
    }
    return json;
  }

  private static Notification withoutPayload(PubsubItem item, Event.@Nullable Unreadable why) {
    return Envelope.NONE.notification(item, why);
  }

  private Event.Unreadable neither(String text) {
    String beginning = text.substring(0, Math.min(text.length(), BEGINNING));
    return unreadable("neither XML nor JSON: begins with \"" + beginning + "\"", 0, text);
  }

  private Event.Unreadable unreadable(String reason, long offset, String text) {
    return new Event.Unreadable(
        reason, offset, text.substring(0, Math.min(text.length(), limits.raw())));
  }
}
