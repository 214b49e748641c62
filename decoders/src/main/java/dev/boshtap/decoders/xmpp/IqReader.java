package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.xml.Element;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what an iq asks or answers by its first child that is no error. */
final class IqReader {

  private static final IqContent NONE = new IqContent.None();
  private static final IqContent SESSION = new IqContent.Session();

  private IqReader() {}

  static IqContent content(Element iq) {
    for (Element child : iq.children()) {
      if (!child.name().equals("error")) {
        return of(child);
      }
    }
    return NONE;
  }

  private static IqContent of(Element child) {
    return switch (child.name()) {
      case "bind" -> new IqContent.Bind(text(child, "resource"), text(child, "jid"));
      case "session" -> SESSION;
      case "ping" -> new IqContent.Named("ping");
      case "pubsub" -> pubsub(child);
      case "query" -> query(child);
      default -> new IqContent.Unknown(child.name(), child.namespace());
    };
  }

  private static IqContent query(Element query) {
    String namespace = query.namespace();
    return switch (namespace) {
      case "http://jabber.org/protocol/disco#items", "http://jabber.org/protocol/disco#info" ->
          new IqContent.Disco(
              namespace.substring(namespace.lastIndexOf('/') + 1),
              query.attribute("node"),
              query.children().size(),
              nodes(query, "item"));
      case "jabber:iq:version" -> new IqContent.Named("version");
      case "jabber:iq:roster" -> new IqContent.Named("roster");
      default -> new IqContent.Unknown(query.name(), namespace);
    };
  }

  private static IqContent pubsub(Element pubsub) {
    if (pubsub.children().isEmpty()) {
      return new IqContent.Named("pubsub");
    }
    Element what = pubsub.children().get(0);
    String node = what.attribute("node");
    String name = node == null ? "" : node;
    return switch (what.name()) {
      case "subscribe" -> new IqContent.Subscription(false, name, what.attribute("jid"));
      case "unsubscribe" -> new IqContent.Subscription(true, name, what.attribute("jid"));
      case "subscriptions" -> new IqContent.Subscriptions(nodes(what, "subscription"));
      case "subscription" ->
          new IqContent.Subscription(
              "none".equals(what.attribute("subscription")), name, what.attribute("jid"));
      default ->
          new IqContent.Named(
              "pubsub " + (name.isEmpty() ? what.name() : what.name() + " " + name));
    };
  }

  /** The nodes that the children of that name are about, each once. */
  private static List<String> nodes(Element list, String child) {
    Set<String> nodes = new LinkedHashSet<>();
    for (Element entry : list.children()) {
      String node = entry.attribute("node");
      if (entry.name().equals(child)
          && node != null
          && !"none".equals(entry.attribute("subscription"))) {
        nodes.add(node);
      }
    }
    return List.copyOf(nodes);
  }

  private static @Nullable String text(Element element, String name) {
    Element child = element.child(name);
    return child == null || child.text().isBlank() ? null : child.text().strip();
  }
}
