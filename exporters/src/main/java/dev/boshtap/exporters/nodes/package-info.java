/**
 * Which pubsub nodes there are, by what the traffic says: listed by the server, subscribed to by
 * desktops, and seen in events.
 *
 * <p>Starting points: {@link dev.boshtap.exporters.nodes.NodeBook}, which collects, and {@link
 * dev.boshtap.exporters.nodes.NodeReport}, which prints.
 */
@NullMarked
package dev.boshtap.exporters.nodes;

import org.jspecify.annotations.NullMarked;
