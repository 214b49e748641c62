package dev.boshtap.simulator.bosh;

import dev.boshtap.simulator.xml.Xml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Who is subscribed to which node. Finesse subscribes each user to nodes of its own; all others are
 * asked for, and stay until they are given up, beyond the end of a session. Guarded by the
 * service's lock.
 */
final class Pubsub {

  private static final String SUFFIX_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final String USERS = "/finesse/api/User/";

  /** What each user is subscribed to without asking, beside the user node itself. */
  private static final Set<String> OWN = Set.of("/Dialogs", "/Dialogs/Media", "/Media");

  private final String domain;
  private final Random random;
  private final Map<String, Set<String>> subscribers = new LinkedHashMap<>();

  Pubsub(String domain, Random random) {
    this.domain = domain;
    this.random = random;
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

  /** The users that a node's items go to; {@code present} are those with sessions. */
  Set<String> recipients(String node, Set<String> present) {
    Set<String> users = new LinkedHashSet<>(subscribers.getOrDefault(node, Set.of()));
    if (node.equals("/finesse/api/SystemInfo")) {
      users.addAll(present);
    } else if (node.startsWith(USERS)) {
      String rest = node.substring(USERS.length());
      int slash = rest.indexOf('/');
      if (slash < 0) {
        users.add(rest);
      } else if (OWN.contains(rest.substring(slash))) {
        users.add(rest.substring(0, slash));
      }
    }
    return users;
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
  String message(String node, String user, String itemId, String escapedPayload) {
    String to = user + "@" + domain;
    String escapedNode = Xml.escape(node);
    return "<message xmlns=\"jabber:client\" from=\"pubsub.%1$s\" to=\"%2$s\" id=\"%3$s__%2$s__%4$s\">"
            .formatted(domain, Xml.escape(to), escapedNode, suffix())
        + "<event xmlns=\"http://jabber.org/protocol/pubsub#event\"><items node=\""
        + escapedNode
        + "\"><item id=\""
        + itemId
        + "\"><notification xmlns=\"http://jabber.org/protocol/pubsub\">"
        + escapedPayload
        + "</notification></item></items></event></message>";
  }

  private String suffix() {
    StringBuilder suffix = new StringBuilder(5);
    for (int i = 0; i < 5; i++) {
      suffix.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
    }
    return suffix.toString();
  }
}
