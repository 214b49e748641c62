package dev.boshtap.simulator.agent;

import dev.boshtap.simulator.xml.XmlElement;

/**
 * A pubsub item that reached an agent.
 *
 * @param node the node
 * @param itemId the item
 * @param payload the notification's text, unescaped once
 */
public record ReceivedItem(String node, String itemId, String payload) {

  static ReceivedItem of(XmlElement items, XmlElement item) {
    return new ReceivedItem(
        items.attribute("node").orElse(""),
        item.attribute("id").orElse(""),
        item.child("notification").map(XmlElement::text).orElse(""));
  }
}
