package dev.boshtap.exporters.read;

import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of exchanges that overlap in order of time. The exchanges are given in the order
 * in which they began, each when its time has come, so that no more than what overlaps is held; and
 * of a large body not even that, as it can be {@linkplain Later fetched when it is due}.
 */
public final class Timeline {

  /** A file's exchanges, in the order in which they began. */
  public interface Exchanges {

    /** When the next one begins, or null when there is none. */
    @Nullable Moment nextStart();

    /** Adds all that the next one tells to the timeline; nothing of it before its start. */
    void tellNext(Timeline timeline) throws IOException;
  }

  /** An event that is made when its time has come. */
  @FunctionalInterface
  public interface Later {

    /** The event. */
    WireEvent tell() throws IOException;
  }

  /** Events of one exchange that may be too many to be held, in order of time. */
  @FunctionalInterface
  public interface Sequence {

    /** The next event, or null when that was all. */
    @Nullable WireEvent next() throws IOException;
  }

  private record Due(Moment at, long order, Later event) {}

  private final Exchanges exchanges;
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private long order;

  /** A timeline of these. */
  public Timeline(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  /** Adds an event. Events of one moment come in the order in which they were added. */
  public void add(WireEvent event) {
    add(event.at(), () -> event);
  }

  /** Adds an event of that moment, which is made when its time has come. */
  public void add(Moment at, Later event) {
    queue.add(new Due(at, order++, event));
  }

  /** Adds events of which one is held at a time: the next is fetched when this one is told. */
  public void add(Sequence sequence) throws IOException {
    WireEvent event = sequence.next();
    if (event != null) {
      add(
          event.at(),
          () -> {
            add(sequence);
            return event;
          });
    }
  }

  /** An end, moved to a moment that it cannot be before. */
  public static WireEvent.Ended notBefore(Moment moment, WireEvent.Ended end) {
    return moment.compareTo(end.at()) <= 0
        ? end
        : new WireEvent.Ended(
            moment,
            end.exchange(),
            end.ending(),
            end.bodySize(),
            end.fromClient(),
            end.fromServer(),
            end.lostBytes());
  }

  /** What came next, or null when that was all. */
  public @Nullable WireEvent next() throws IOException {
    for (Moment start = exchanges.nextStart(); start != null; start = exchanges.nextStart()) {
      Due earliest = queue.peek();
      if (earliest != null && start.compareTo(earliest.at()) > 0) {
        break;
      }
      exchanges.tellNext(this);
    }
    Due next = queue.poll();
    return next == null ? null : next.event().tell();
  }
}
