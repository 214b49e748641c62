package dev.boshtap.decoders.session.websocket;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Event.PingKind;
import dev.boshtap.decoders.event.Event.Transport;
import dev.boshtap.decoders.session.SessionEvents;
import dev.boshtap.decoders.session.StanzaEvents;
import dev.boshtap.decoders.session.XmppSession;
import dev.boshtap.decoders.session.XmppSessions;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.xmpp.FramedReader;
import dev.boshtap.decoders.xmpp.IqContent;
import dev.boshtap.decoders.xmpp.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The XMPP session on one WebSocket, as its messages tell it (RFC 7395, 3). */
final class StreamStory {

  private static final String ELSEWHERE = "see-other-uri";
  private static final int NORMAL_CLOSURE = 1000;

  private final FramedReader stanzas;
  private final XmppSessions sessions;
  private @Nullable XmppSession session;
  private @Nullable String streamError;
  private boolean created;
  private boolean goodbye;

  StreamStory(FramedReader stanzas, XmppSessions sessions) {
    this.stanzas = stanzas;
    this.sessions = sessions;
  }

  /** The same context with whose it is, as far as known. */
  Context whose(Context context) {
    return session == null ? context : session.in(context);
  }

  /** Whether either side has said that it is about to go. */
  boolean saidGoodbye() {
    return goodbye;
  }

  /** What a data message says. */
  List<Event> said(SocketMessage message, Context context, Pings pings) {
    if (message.text().isBlank()) {
      return List.of(); // Not allowed (RFC 7395, 3.8), harmless, and says nothing.
    }
    XmppSession known = session;
    if (known == null) {
      known = sessions.begin(Transport.WEBSOCKET, context.connection());
      session = known;
    }
    Direction direction = message.from() == Side.CLIENT ? Direction.TO_SERVER : Direction.TO_CLIENT;
    FramedReader.Framed framed = stanzas.read(message.payload());
    List<Event> events = new ArrayList<>(1);
    if (message.from() == Side.SERVER) {
      known.heard(context.at(), context.exchange());
    }
    if (framed.stanza() != null) {
      learnOwner(known, framed.stanza(), direction);
      said(known, framed.stanza(), direction, context, pings, events);
    }
    if (!message.isWhole()) {
      String why =
          message.faults().stream().map(SocketFault::word).collect(Collectors.joining(", "));
      events.add(
          StanzaEvents.unreadable("message not whole: " + why, direction, known.in(context)));
    } else {
      for (Event.Unreadable damage : framed.unreadable()) {
        events.add(StanzaEvents.unreadable(damage, direction, known.in(context)));
      }
    }
    return events;
  }

  private void said(
      XmppSession known,
      Stanza stanza,
      Direction direction,
      Context context,
      Pings pings,
      List<Event> events) {
    if (stanza instanceof Stanza.StreamOpen) {
      opened(known, direction, context, events);
    } else if (stanza instanceof Stanza.StreamClose close) {
      closes(known, direction, close, context, events);
    } else if (!(stanza instanceof Stanza.Iq iq
        && isPing(iq, direction, known, context, pings, events))) {
      if (stanza instanceof Stanza.StreamError error && direction == Direction.TO_CLIENT) {
        streamError = error.condition();
        known.inTrouble(context.at());
      }
      sessions.said(known, stanza, direction, context, events);
    }
  }

  private void opened(XmppSession known, Direction direction, Context context, List<Event> events) {
    if (direction == Direction.TO_CLIENT && !created) {
      created = true;
      events.add(SessionEvents.opened(known.in(context)));
    } else if (direction == Direction.TO_SERVER && created) {
      events.add(SessionEvents.restarted(Transport.WEBSOCKET, known.in(context)));
    }
  }

  private void closes(
      XmppSession known,
      Direction direction,
      Stanza.StreamClose close,
      Context context,
      List<Event> events) {
    Side by = direction == Direction.TO_SERVER ? Side.CLIENT : Side.SERVER;
    sessions.said(known, close, direction, context, events);
    terminated(known, by, close.elsewhere() == null ? streamError : ELSEWHERE, context, events);
  }

  private void terminated(
      XmppSession known, Side by, @Nullable String condition, Context context, List<Event> events) {
    goodbye = true;
    if (known.end(by)) {
      if (condition != null) {
        known.inTrouble(context.at());
      }
      events.add(SessionEvents.terminated(Transport.WEBSOCKET, known.in(context), by, condition));
      sessions.over(known, known.in(context), events);
    }
  }

  /** A Close came, the first one. */
  List<Event> closed(Side by, @Nullable Integer code, Context context) {
    List<Event> events = new ArrayList<>(1);
    XmppSession known = session;
    boolean first = !goodbye;
    goodbye = true;
    if (known != null && first) {
      terminated(known, by, streamError, context, events);
      if (by == Side.SERVER && code != null && code != NORMAL_CLOSURE) {
        known.inTrouble(context.at());
      }
    }
    return events;
  }

  /** The connection ended. */
  List<Event> ended(Ending ending, Context context) {
    XmppSession known = session;
    boolean ours =
        ending instanceof Ending.ByProxy proxy && proxy.reason() == Ending.Reason.SHUTDOWN;
    if (known == null || goodbye || ours || !known.lose()) {
      return List.of();
    }
    List<Event> events = new ArrayList<>(1);
    if (!(ending instanceof Ending.Unknown)) {
      // Browsers write no Close into their files: what ended there may have been ended in order.
      known.inTrouble(context.at());
      events.add(SessionEvents.lost(Transport.WEBSOCKET, known.in(context), streamError));
    }
    sessions.over(known, known.in(context), events);
    return events;
  }

  /** Where the bind was not seen, what is sent to the client says who that is. */
  private static void learnOwner(XmppSession known, Stanza stanza, Direction direction) {
    if (direction == Direction.TO_CLIENT && known.agent() == null) {
      StanzaEvents.receiver(stanza).ifPresent(known::belongsTo);
    }
  }

  /** Pings and their answers (XEP-0199) are not said as stanzas: one comes every ten seconds. */
  private static boolean isPing(
      Stanza.Iq iq,
      Direction direction,
      XmppSession known,
      Context context,
      Pings pings,
      List<Event> events) {
    String id = iq.id();
    if (id == null || iq.type() == null) {
      return false;
    }
    Side sender = direction == Direction.TO_SERVER ? Side.CLIENT : Side.SERVER;
    if (iq.type().equals("get")
        && iq.content() instanceof IqContent.Named named
        && named.word().equals("ping")) {
      pings.asked(PingKind.XMPP, sender, id, context.at());
      return true;
    }
    boolean answer = iq.type().equals("result") || iq.type().equals("error");
    if (!answer || !pings.isOpen(PingKind.XMPP, sender.other(), id)) {
      return false;
    }
    pings.answered(PingKind.XMPP, sender.other(), id, known.in(context)).ifPresent(events::add);
    return true;
  }
}
