package dev.boshtap.decoders.session;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Event.StanzaKind;
import dev.boshtap.decoders.finesse.NotificationReader;
import dev.boshtap.decoders.xmpp.PubsubItem;
import dev.boshtap.decoders.xmpp.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says stanzas as events, each by itself. */
public final class StanzaEvents {

  private final NotificationReader notifications;

  StanzaEvents(Limits limits) {
    notifications = new NotificationReader(limits);
  }

  /**
   * What one stanza says by itself; nothing for what belongs to the making of a session (SASL,
   * stream features) or to its end, of which the session's own events tell.
   */
  List<Event> of(Stanza stanza, Direction direction, Context context) {
    if (stanza instanceof Stanza.PubsubEvent message) {
      List<Event> events = new ArrayList<>(message.items().size());
      for (PubsubItem item : message.items()) {
        events.add(notifications.read(item).in(context));
      }
      return events;
    }
    if (stanza instanceof Stanza.Presence it) {
      return said(
          StanzaKind.PRESENCE, direction, context, it.from(), it.to(), it.type(), it.summary());
    }
    if (stanza instanceof Stanza.Iq it) {
      return List.of(
          new Event.Stanza(
              context,
              StanzaKind.IQ,
              direction,
              it.from(),
              it.to(),
              it.type(),
              it.summary(),
              it.nodes()));
    }
    if (stanza instanceof Stanza.Message it) {
      return said(
          StanzaKind.MESSAGE, direction, context, it.from(), it.to(), it.type(), it.summary());
    }
    if (stanza instanceof Stanza.StreamError it) {
      return said(StanzaKind.ERROR, direction, context, null, null, null, it.summary());
    }
    if (stanza instanceof Stanza.StreamClose it && it.elsewhere() != null) {
      return said(StanzaKind.ERROR, direction, context, null, null, null, it.summary());
    }
    if (stanza instanceof Stanza.Other it) {
      return said(
          StanzaKind.ERROR, direction, context, null, null, null, "no stanza: " + it.summary());
    }
    return List.of();
  }

  /** Something that could not be read. */
  public static Event unreadable(Event.Unreadable damage, Direction direction, Context context) {
    String place = damage.offset() < 0 ? "" : " at character " + damage.offset();
    return unreadable(damage.reason() + place, direction, context);
  }

  /** Something that could not be read. */
  public static Event unreadable(String why, Direction direction, Context context) {
    return new Event.Stanza(
        context, StanzaKind.ERROR, direction, null, null, null, "unreadable: " + why, null);
  }

  /** Whom a stanza is sent to, which in an answer is the client; empty where it does not say. */
  public static Optional<String> receiver(Stanza stanza) {
    @Nullable String to = null;
    if (stanza instanceof Stanza.PubsubEvent it) {
      to = it.to();
    } else if (stanza instanceof Stanza.Message it) {
      to = it.to();
    } else if (stanza instanceof Stanza.Presence it) {
      to = it.to();
    } else if (stanza instanceof Stanza.Iq it) {
      to = it.to();
    }
    return Optional.ofNullable(to);
  }

  private static List<Event> said(
      StanzaKind kind,
      Direction direction,
      Context context,
      @Nullable String from,
      @Nullable String to,
      @Nullable String type,
      String summary) {
    return List.of(new Event.Stanza(context, kind, direction, from, to, type, summary, null));
  }
}
