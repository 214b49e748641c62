package dev.boshtap.decoders.xmpp;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * One item of a pubsub event (XEP-0060, 7.1.2.1).
 *
 * @param node the node it was published on, empty where the message does not say
 * @param id the item's id, or null
 * @param retracted whether the item was withdrawn rather than published; it has no content then
 * @param text the text content of Finesse's {@code notification}, references resolved once; empty
 *     when there is none
 * @param element the content where it came as elements rather than as text, or null
 * @param damage why the item could not be read whole, or null
 */
public record PubsubItem(
    String node,
    @Nullable String id,
    boolean retracted,
    String text,
    @Nullable Element element,
    Event.@Nullable Unreadable damage) {}
