package dev.boshtap.decoders.bosh;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.http.BodyContent;
import dev.boshtap.decoders.xml.Element;
import dev.boshtap.decoders.xml.XmlReader;
import dev.boshtap.decoders.xml.XmlReading;
import dev.boshtap.decoders.xmpp.PubsubItem;
import dev.boshtap.decoders.xmpp.Secrets;
import dev.boshtap.decoders.xmpp.Stanza;
import dev.boshtap.decoders.xmpp.StanzaReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what a request to the BOSH endpoint, or its answer, says. Never throws for what came from
 * the wire; a stanza or item that cannot be read costs none of its neighbours. Namespaces may be
 * missing or mixed, as some senders' are. Safe for use by several threads.
 */
public final class BoshReader {

  private static final String HTTPBIND = "http://jabber.org/protocol/httpbind";
  private static final String XBOSH = "urn:xmpp:xbosh";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  /** What a body holds; reading goes on at the next of these after a break. */
  private static final Set<String> STANZAS =
      Set.of(
          "message",
          "presence",
          "iq",
          "auth",
          "challenge",
          "response",
          "success",
          "failure",
          "stream:features",
          "stream:error");

  private final Limits limits;
  private final XmlReader xml;

  /** A reader that keeps to {@code limits}. */
  public BoshReader(Limits limits) {
    this.limits = limits;
    this.xml = new XmlReader(limits, STANZAS);
  }

  /** Reads a body; its {@link BodyContent#damage} is said again in the reading. */
  public BoshReading read(BodyContent content) {
    if (content.bytes().length == 0 && !content.damage().isEmpty()) {
      return new BoshReading.NotBosh(content.damage().get(0), BoshReading.Kind.NOTHING, "");
    }
    return interpret(content::text, xml.read(content), content.damage());
  }

  /** Reads a text. */
  public BoshReading read(String text) {
    return interpret(() -> text, xml.read(text), List.of());
  }

  private BoshReading interpret(
      Supplier<String> text, XmlReading reading, List<Event.Unreadable> damage) {
    Element root = reading.root();
    if (root == null || !isBoshBody(root)) {
      return Stranger.describe(text.get(), reading, limits);
    }
    List<Stanza> stanzas = new ArrayList<>(root.children().size());
    List<Event.Unreadable> saidByItems = new ArrayList<>(0);
    for (Element child : root.children()) {
      if (StanzaReader.isWordsOfError(child)) {
        continue;
      }
      Stanza stanza = StanzaReader.read(child);
      if (child.damage() == null) {
        stanzas.add(stanza);
      } else if (stanza instanceof Stanza.PubsubEvent event && !event.items().isEmpty()) {
        // The message was cut, not its first items.
        stanzas.add(stanza);
      }
      if (stanza instanceof Stanza.PubsubEvent event) {
        for (PubsubItem item : event.items()) {
          if (item.damage() != null) {
            saidByItems.add(item.damage());
          }
        }
      }
    }
    return new BoshReading.Read(
        new BoshBody(attributes(root), stanzas, unreadable(root, reading, damage, saidByItems)));
  }

  private List<Event.Unreadable> unreadable(
      Element root,
      XmlReading reading,
      List<Event.Unreadable> damage,
      List<Event.Unreadable> saidByItems) {
    if (damage.isEmpty() && reading.damage().isEmpty() && root.text().isBlank()) {
      return List.of();
    }
    List<Event.Unreadable> unreadable = new ArrayList<>(damage);
    for (Event.Unreadable each : reading.damage()) {
      if (!saidByItems.contains(each)) {
        unreadable.add(Secrets.masked(each));
      }
    }
    if (!root.text().isBlank()) {
      String text = root.text().strip();
      String raw = text.substring(0, Math.min(text.length(), limits.raw()));
      unreadable.add(new Event.Unreadable("text between the stanzas (expected: none)", -1, raw));
    }
    return unreadable;
  }

  private static boolean isBoshBody(Element root) {
    if (!root.name().equals("body")) {
      return false;
    }
    String namespace = root.namespace();
    if (!namespace.isEmpty()) {
      return namespace.equals(HTTPBIND) || namespace.toLowerCase(Locale.ROOT).startsWith(HTTPBIND);
    }
    if (root.attribute("rid") != null || root.attribute("sid") != null) {
      return true;
    }
    for (Element child : root.children()) {
      if (!STANZAS.contains(child.name())) {
        return false;
      }
    }
    return root.text().isBlank();
  }

  private static Map<String, String> attributes(Element root) {
    int count = root.attributeCount();
    if (count == 0) {
      return Map.of();
    }
    Map<String, String> attributes = new LinkedHashMap<>(2 * count);
    for (int i = 0; i < count; i++) {
      String name = root.attributeName(i);
      boolean secret = name.equals("key") || name.equals("newkey");
      attributes.put(
          switch (root.attributeNamespace(i)) {
            case XBOSH -> "xmpp:" + name;
            case XML -> "xml:" + name;
            default -> name;
          },
          secret ? "" : root.attributeValue(i));
    }
    return Collections.unmodifiableMap(attributes);
  }
}
