package dev.boshtap.decoders.session.websocket;

import dev.boshtap.decoders.SocketLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Event.PingKind;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.decoders.event.SocketTraffic;
import dev.boshtap.decoders.session.Alarms;
import dev.boshtap.decoders.websocket.Handshake;
import dev.boshtap.decoders.websocket.SocketReader;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket while it lasts: told of bytes or of messages, says what they mean. Holds nothing of
 * messages that are over. To be closed, see {@link SocketReader}.
 */
public final class OpenSocket implements AutoCloseable {

  private static final String XMPP = "xmpp";

  /** A client that has pinged that often means to go on. */
  private static final int MANY_PINGS = 2;

  /** What is not the wire's fault but ours, or the connection's. */
  private static final Set<SocketFault> NOT_MALFORMED =
      EnumSet.of(SocketFault.TOO_LARGE, SocketFault.NOT_RECORDED, SocketFault.UNFINISHED);

  private final Exchange handshake;
  private final Moment agreedAt;
  private final SocketLimits limits;
  private final SocketReader reader;
  private final StreamStory story;
  private final Pings pings;
  private final Map<Side, Set<SocketFault>> malformed = new EnumMap<>(Side.class);
  private final Map<Side, Long> messages = new EnumMap<>(Side.class);
  private final Alarms.Alarm alarm;
  private boolean xmpp;
  private long clientPings;
  private Moment clientHeard;
  private @Nullable SocketMessage close;

  OpenSocket(
      Exchange handshake,
      Handshake agreed,
      Moment agreedAt,
      SocketLimits limits,
      StreamStory story,
      Alarms alarms) {
    this.handshake = handshake;
    this.agreedAt = agreedAt;
    this.limits = limits;
    this.reader = new SocketReader(agreed.compression(), limits.message());
    this.story = story;
    this.pings = new Pings(limits.pong());
    this.xmpp = agreed.protocol().toLowerCase(Locale.ROOT).equals(XMPP);
    this.clientHeard = agreedAt;
    this.alarm = alarms.alarm(this::overdue);
  }

  /** The messages that are complete with the next bytes; each is to be told to {@link #said}. */
  public List<SocketMessage> read(Side from, byte[] bytes, long missing) {
    return reader.read(from, bytes, missing);
  }

  /** No more bytes come: what was not finished, each to be told to {@link #said}. */
  public List<SocketMessage> unfinished() {
    List<SocketMessage> unfinished = new ArrayList<>(0);
    for (Side side : Side.values()) {
      unfinished.addAll(reader.end(side));
    }
    return unfinished;
  }

  /** What a message says. */
  public List<Event> said(SocketMessage message, Moment at) {
    List<Event> events = new ArrayList<>(1);
    Context context = context(at);
    if (message.from() == Side.CLIENT) {
      clientSilence(at, events);
      clientHeard = at;
    }
    switch (message.opcode()) {
      case SocketMessage.PING -> pings.asked(PingKind.WEBSOCKET, message.from(), id(message), at);
      case SocketMessage.PONG ->
          pings
              .answered(
                  PingKind.WEBSOCKET, message.from().other(), id(message), story.whose(context))
              .ifPresent(events::add);
      case SocketMessage.CLOSE -> {
        if (close == null) {
          close = message;
          events.addAll(story.closed(message.from(), message.closeCode(), context));
        }
      }
      default -> data(message, context, events);
    }
    malformed(message, context, events);
    expectAnswers();
    return events;
  }

  private void data(SocketMessage message, Context context, List<Event> events) {
    long count = messages.merge(message.from(), 1L, Long::sum);
    xmpp |= count == 1 && message.text().startsWith("<open");
    if (xmpp) {
      long before = pings.asked();
      events.addAll(story.said(message, context, pings));
      if (message.from() == Side.CLIENT) {
        clientPings += pings.asked() - before;
      }
    }
  }

  private void overdue(Moment due, List<Event> events) {
    events.addAll(pings.overdue(story.whose(context(due))));
    expectAnswers();
  }

  private void expectAnswers() {
    Moment next = pings.nextOverdue();
    if (next != null) {
      alarm.setNoLaterThan(next);
    }
  }

  /** The exchange has ended. */
  public List<Event> ended(Exchange exchange, Moment at) {
    alarm.off();
    Ending ending = exchange.ending();
    List<Event> events = new ArrayList<>(2);
    clientSilence(at, events);
    boolean goodbye = close != null || story.saidGoodbye();
    events.addAll(pings.ended(story.whose(context(at)), ending, goodbye));
    events.addAll(story.ended(ending, context(at)));
    events.add(
        new Event.SocketClosed(
            story.whose(context(at)),
            close == null ? null : close.closeCode(),
            close == null ? null : close.closeReason(),
            close == null ? null : close.from(),
            ending,
            at.since(agreedAt),
            new SocketTraffic(
                messages.getOrDefault(Side.CLIENT, 0L),
                messages.getOrDefault(Side.SERVER, 0L),
                pings.asked(),
                pings.unanswered(),
                pings.slowest())));
    return events;
  }

  /** Recording stops and it is open. */
  public List<Event> leftOpen(Moment now) {
    return pings.ended(story.whose(context(now)), Ending.OPEN, false);
  }

  @Override
  public void close() {
    alarm.off();
    reader.close();
  }

  private void clientSilence(Moment at, List<Event> events) {
    Duration silence = at.since(clientHeard);
    if (clientPings >= MANY_PINGS && silence.compareTo(limits.clientSilence()) > 0) {
      String text =
          String.format(
              Locale.ROOT,
              "the client, which had been sending pings, sent nothing for %.1f s",
              silence.toMillis() / 1_000.0);
      events.add(notice(Sign.WEBSOCKET_CLIENT_SILENT, text, context(at)));
    }
  }

  /** Each thing that is wrong is said once of each side: a bad library does it all the time. */
  private void malformed(SocketMessage message, Context context, List<Event> events) {
    if (message.faults().isEmpty() || message.faults().contains(SocketFault.NOT_RECORDED)) {
      return;
    }
    Set<SocketFault> known =
        malformed.computeIfAbsent(message.from(), side -> EnumSet.noneOf(SocketFault.class));
    for (SocketFault fault : message.faults()) {
      if (!NOT_MALFORMED.contains(fault) && known.add(fault)) {
        String text =
            "message of the %s is malformed: %s".formatted(message.from().word(), fault.word());
        events.add(notice(Sign.WEBSOCKET_MALFORMED, text, context));
      }
    }
  }

  private Event notice(Sign sign, String text, Context context) {
    return new Event.Notice(
        story.whose(context), sign, text, List.of(handshake.number()), Map.of());
  }

  private Context context(Moment at) {
    return new Context(at, handshake.connection(), handshake.number(), null, null, null, null);
  }

  private static String id(SocketMessage message) {
    return new String(message.payload(), StandardCharsets.ISO_8859_1);
  }
}
