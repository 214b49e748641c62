package dev.boshtap.decoders.event;

import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every sink (terminal, JSON lines, HAR, store) is given, in order. */
public sealed interface Observation {

  /** An event, said as soon as it is known. */
  record Happened(Event event) implements Observation {}

  /**
   * An exchange is over, or was open when recording stopped. It follows the events it ended with.
   *
   * @param exchange the whole of it
   * @param bosh what it was as a BOSH request, or null when it was none
   * @param events all events that it gave, those said earlier too
   */
  record Finished(Exchange exchange, @Nullable BoshFacts bosh, List<Event> events)
      implements Observation {
    /** Keeps its own copy of the events. */
    public Finished {
      events = List.copyOf(events);
    }
  }

  /**
   * Something was forwarded and not recorded, or recorded and not understood.
   *
   * @param at when it was noticed
   * @param what one line for a person
   * @param count how many
   */
  record Loss(Moment at, String what, long count) implements Observation {}
}
