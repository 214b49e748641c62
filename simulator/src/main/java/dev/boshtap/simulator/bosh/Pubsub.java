package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.xml.Xml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who is subscribed to which node. Finesse subscribes each user to nodes of its own; all others are
 * asked for, and stay until they are given up, beyond the end of a session. Guarded by the
 * service's lock.
 */
final class Pubsub {

  private static final String USERS = "/finesse/api/User/";

  private final String domain;
  private final Map<String, Set<String>> subscribers = new LinkedHashMap<>();

  Pubsub(String domain) {
    this.domain = domain;
  }

  void subscribe(String node, String user) {
    subscribers.computeIfAbsent(node, unused -> new LinkedHashSet<>()).add(user);
  }

  void unsubscribe(String node, String user) {
    Set<String> users = subscribers.get(node);
    if (users != null) {
      users.remove(user);
    }
  }

  boolean reaches(String node, String user) {
    return isOwn(node, user) || subscribers.getOrDefault(node, Set.of()).contains(user);
  }

  private static boolean isOwn(String node, String user) {
    if (!node.startsWith(USERS)) {
      return node.equals("/finesse/api/SystemInfo");
    }
    String rest = node.substring(USERS.length());
    return rest.equals(user)
        || rest.equals(user + "/Dialogs")
        || rest.equals(user + "/Dialogs/Media")
        || rest.equals(user + "/Media");
  }

  /** The answer to a question for all nodes (XEP-0030). */
  String items(String namespace) {
    StringBuilder items = new StringBuilder("<query xmlns=\"").append(namespace).append("\">");
    for (String node : subscribers.keySet()) {
      items
          .append("<item jid=\"pubsub.")
          .append(domain)
          .append("\" name='' node=\"")
          .append(Xml.escape(node))
          .append("\"/>");
    }
    return items.append("</query>").toString();
  }

  String subscriptionsOf(String user, String jid) {
    StringBuilder found =
        new StringBuilder("<pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><subscriptions>");
    subscribers.forEach(
        (node, users) -> {
          if (users.contains(user)) {
            found
                .append("<subscription node=\"")
                .append(Xml.escape(node))
                .append("\" jid=\"")
                .append(Xml.escape(jid))
                .append("\" subscription=\"subscribed\"/>");
          }
        });
    return found.append("</subscriptions></pubsub>").toString();
  }

  /** The message that carries one item to one user. */
  String message(String node, String user, String itemId, String escapedPayload, String suffix) {
    String to = user + "@" + domain;
    String escapedNode = Xml.escape(node);
    return "<message xmlns=\"jabber:client\" from=\"pubsub.%1$s\" to=\"%2$s\" id=\"%3$s__%2$s__%4$s\">"
            .formatted(domain, Xml.escape(to), escapedNode, suffix)
        + "<event xmlns=\"http://jabber.org/protocol/pubsub#event\"><items node=\""
        + escapedNode
        + "\"><item id=\""
        + itemId
        + "\"><notification xmlns=\"http://jabber.org/protocol/pubsub\">"
        + escapedPayload
        + "</notification></item></items></event></message>";
  }
}
