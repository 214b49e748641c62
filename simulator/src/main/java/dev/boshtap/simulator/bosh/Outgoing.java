package dev.boshtap.simulator.bosh;

import org.jspecify.annotations.Nullable;

/**
 * A stanza that waits to be sent.
 *
 * @param xml the stanza
 * @param itemId the pubsub item it carries, or null
 */
record Outgoing(String xml, @Nullable String itemId) {}
