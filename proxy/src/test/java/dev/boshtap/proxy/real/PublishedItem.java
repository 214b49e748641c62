package dev.boshtap.proxy.real;

/**
 * One pubsub item as Finesse publishes it.
 *
 * @param node for example {@code /finesse/api/User/1001003}
 * @param id the item's id
 * @param update the payload, a document of its own, not yet escaped
 * @param type the event that it must become, for example {@code finesse.user}
 */
record PublishedItem(String node, String id, String update, String type) {}
