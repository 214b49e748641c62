package dev.boshtap.decoders.finesse;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.xmpp.PubsubItem;

/** Decodes pubsub items of Finesse. */
public final class NotificationReader {

  private final Limits limits;

  /** A reader that keeps to {@code limits}. */
  public NotificationReader(Limits limits) {
    this.limits = limits;
  }

  /** Decodes one item. Never throws for what came from the wire. */
  public Notification read(PubsubItem item) {
    return new Notification(
        Event.Subject.OTHER,
        new Event.Item(item.node(), item.id(), null, null, null),
        null,
        Event.Fields.NONE,
        new Event.Unreadable("not read" + limits.raw(), 0, ""));
  }
}
