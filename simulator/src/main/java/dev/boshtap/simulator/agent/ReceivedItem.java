package dev.boshtap.simulator.agent;

/**
 * A pubsub item that reached an agent.
 *
 * @param node the node
 * @param itemId the item
 * @param payload the notification's text, unescaped once
 */
public record ReceivedItem(String node, String itemId, String payload) {}
