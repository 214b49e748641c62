package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the items in a pubsub event. */
final class PubsubReader {

  private PubsubReader() {}

  /** All items below {@code event}, of all nodes, in order. */
  static List<PubsubItem> items(Element event) {
    List<PubsubItem> items = new ArrayList<>(2);
    for (Element group : event.children()) {
      if (group.name().equals("items")) {
        String node = group.attribute("node");
        for (Element child : group.children()) {
          if (child.name().equals("item")) {
            items.add(item(node == null ? "" : node, child));
          } else if (child.name().equals("retract")) {
            items.add(
                new PubsubItem(
                    node == null ? "" : node,
                    child.attribute("id"),
                    true,
                    "",
                    null,
                    child.damage()));
          }
        }
      }
    }
    return items;
  }

  private static PubsubItem item(String node, Element item) {
    Element notification = item.child("notification");
    Element holder = notification == null ? item : notification;
    // Senders that do not escape put the payload's elements where its text belongs.
    List<Element> inline = holder.children();
    Element element = inline.isEmpty() ? null : inline.get(0);
    return new PubsubItem(node, item.attribute("id"), false, holder.text(), element, item.damage());
  }

  /** The subscriptions a message was sent for, from its headers (XEP-0131). */
  static List<String> subids(Element message) {
    @Nullable Element headers = message.child("headers");
    if (headers == null) {
      return List.of();
    }
    List<String> subids = new ArrayList<>(1);
    for (Element header : headers.children()) {
      String name = header.attribute("name");
      if (name != null && name.equalsIgnoreCase("pubsub#subid")) {
        subids.add(header.text().strip());
      }
    }
    return subids;
  }
}
