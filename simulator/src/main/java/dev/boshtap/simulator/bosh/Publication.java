package dev.boshtap.simulator.bosh;

/**
 * An item to publish.
 *
 * @param node the pubsub node
 * @param payload the notification's text, not yet escaped
 */
public record Publication(String node, String payload) {}
