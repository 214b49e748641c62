package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who sits where: sessions come and go, and a desktop stays. A session is its own seat until it is
 * known whose it is; then it belongs to the seat of that agent and resource.
 */
final class Seats {

  private record Session(HostPort server, String id) {}

  private final Map<Session, Seat> bySession;
  private final Map<String, Seat> byOwner;
  private int captures;
  private CaptureClock clock = CaptureClock.ONLY;
  private long counts;

  Seats(int most) {
    bySession = new LruMap<>(most);
    byOwner = new LruMap<>(most);
  }

  /** From here on exchanges are counted anew, and told by another clock. */
  void capture(CaptureClock now) {
    captures++;
    clock = now;
  }

  /** The seat that an event of a session is about. */
  Seat of(Context context, Event.Transport transport) {
    Session session = session(context, transport);
    Seat seat = bySession.computeIfAbsent(session, unseen -> new Seat(context.connection()));
    String owner = owner(context);
    if (owner != null) {
      Seat owned = byOwner.get(owner);
      if (owned == null) {
        byOwner.put(owner, seat);
      } else if (owned != seat) {
        seat = owned;
        bySession.put(session, owned);
      }
    }
    seat.toldBy(clock);
    seat.seen(context);
    return seat;
  }

  /** The seat of a BOSH exchange, or null where it is of none known. */
  @Nullable Seat of(BoshFacts facts, Connection connection) {
    String sid = facts.sid();
    Seat seat = sid == null ? null : bySession.get(new Session(connection.server(), sid));
    if (seat != null) {
      seat.toldBy(clock);
    }
    return seat;
  }

  /** The seat whose session runs over that WebSocket, or null. */
  @Nullable Seat ofSocket(Connection connection, long exchange) {
    return bySession.get(new Session(connection.server(), socket(exchange)));
  }

  /** How many desktops were seen. */
  int size() {
    return count(seat -> true);
  }

  /** How many seats, but this one, the same server answered between those moments. */
  int wentOn(Seat but, Moment from, Moment until) {
    return count(
        seat ->
            seat != but
                && seat.wentOn(from, until)
                && seat.server().host().equals(but.server().host()));
  }

  /** How many seats of those at a server were taken at that moment. */
  int taken(String host, Moment at, Duration recent, Predicate<Seat> which) {
    return count(
        seat -> seat.isTaken(at, recent) && seat.server().host().equals(host) && which.test(seat));
  }

  /** A seat may be there by several sessions and by its owner. Without a set: there are many. */
  private int count(Predicate<Seat> which) {
    counts++;
    int many = 0;
    for (Collection<Seat> seats : List.of(bySession.values(), byOwner.values())) {
      for (Seat seat : seats) {
        if (seat.isFirstIn(counts) && which.test(seat)) {
          many++;
        }
      }
    }
    return many;
  }

  private String socket(long exchange) {
    return "#" + captures + '/' + exchange;
  }

  private Session session(Context context, Event.Transport transport) {
    HostPort server = context.connection().server();
    if (transport == Event.Transport.WEBSOCKET) {
      return new Session(server, socket(context.exchange()));
    }
    String sid = context.sid();
    // Before it is granted a session, a desktop is known by its address.
    return new Session(server, sid == null ? '@' + context.connection().clientHost() : sid);
  }

  private static @Nullable String owner(Context context) {
    String jid = context.jid();
    String agent = context.agent();
    if (agent == null || jid == null) {
      return null;
    }
    int slash = jid.indexOf('/');
    return slash < 0 ? null : agent + jid.substring(slash);
  }
}
