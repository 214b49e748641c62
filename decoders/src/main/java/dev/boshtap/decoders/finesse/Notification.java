package dev.boshtap.decoders.finesse;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A pubsub item, decoded: an {@link Event.Finesse} that does not know yet when, where and whose.
 *
 * @param subject what it is about
 * @param item where it came from and what its envelope says
 * @param payload the whole {@code Update/data} tree, or null when there is none or it could not be
 *     read; {@link NotificationReader} says how elements become JSON
 * @param fields lifted from the payload; {@code previousState} is always null
 * @param unreadable what could not be read, or null; beside a payload, what of it was mended
 */
public record Notification(
    Event.Subject subject,
    Event.Item item,
    @Nullable JsonNode payload,
    Event.Fields fields,
    Event.@Nullable Unreadable unreadable) {

  /** The event, now that its context is known. */
  public Event.Finesse in(Context context) {
    return new Event.Finesse(context, subject, item, payload, fields, unreadable, Life.NONE);
  }
}
