package dev.boshtap.decoders.event;

import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.SocketMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every sink (terminal, JSON lines, HAR, store) is given, in order. */
public sealed interface Observation {

  /** An event, said as soon as it is known. */
  record Happened(Event event) implements Observation {}

  /**
   * An exchange is still open a while after its request was complete: a held poll, most of all.
   * Said once, so that a record holds what is open too; its end follows as {@link Finished}.
   *
   * @param exchange as far as it has come
   * @param bosh what it is as a BOSH request, or null when it is none
   */
  record Held(Exchange exchange, @Nullable BoshFacts bosh) implements Observation {}

  /**
   * An exchange is over, or was open when recording stopped. It follows the events it ended with.
   *
   * @param at when it was over, or recording stopped
   * @param exchange the whole of it; of a WebSocket the handshake, since its messages are too many
   *     to be held
   * @param bosh what it was as a BOSH request, or null when it was none
   * @param events all events that it gave, those said earlier too; of a WebSocket only those from
   *     before the upgrade, since what is said later may be too much to be held
   */
  record Finished(Moment at, Exchange exchange, @Nullable BoshFacts bosh, List<Event> events)
      implements Observation {
    /** Keeps its own copy of the events. */
    public Finished {
      events = List.copyOf(events);
    }

    /** Over when its exchange was; one that is open, when the last of its events was said. */
    public Finished(Exchange exchange, @Nullable BoshFacts bosh, List<Event> events) {
      this(latest(exchange, events), exchange, bosh, events);
    }

    private static Moment latest(Exchange exchange, List<Event> events) {
      Moment latest = exchange.ended() == null ? exchange.started() : exchange.ended();
      for (Event event : exchange.ended() == null ? events : List.<Event>of()) {
        Moment at = event.context().at();
        latest = at.compareTo(latest) > 0 ? at : latest;
      }
      return latest;
    }
  }

  /**
   * An exchange became a WebSocket (RFC 6455). From here on it may last for hours: each message is
   * given as a {@link Message} followed by what it says, and {@link Finished} is the last word.
   *
   * @param exchange the handshake; it is open
   */
  record Upgraded(Exchange exchange) implements Observation {}

  /**
   * A message on a WebSocket, or a control frame; whoever wants them all has to take each.
   *
   * @param at when the last byte of it was seen
   * @param exchange the exchange that was upgraded
   */
  record Message(Moment at, long exchange, SocketMessage message) implements Observation {}

  /**
   * Something was forwarded and not recorded, or recorded and not understood.
   *
   * @param at when it was noticed
   * @param what one line for a person
   * @param count how many
   */
  record Loss(Moment at, String what, long count) implements Observation {}
}
