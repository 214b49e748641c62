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
  private long counts;

  /** From here on exchanges are counted anew. */
  void capture() {
    captures++;
  }

  Seats(int most) {
    bySession = new LruMap<>(most);
    byOwner = new LruMap<>(most);
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
    seat.seen(context);
    return seat;
  }

  /** The seat of a BOSH exchange, or null where it is of none known. */
  @Nullable Seat of(BoshFacts facts, Connection connection) {
    String sid = facts.sid();
    return sid == null ? null : bySession.get(new Session(connection.server(), sid));
  }

  /** The seat whose session runs over that WebSocket, or null. */
  @Nullable Seat ofSocket(Connection connection, long exchange) {
    return bySession.get(new Session(connection.server(), socket(exchange)));
  }

  /** How many desktops were seen. */
  int size() {
    return count(seat -> true);
  }

  /** How many seats, but this one, the same server answered after that moment. */
  int wentOn(Seat but, Moment since) {
    return count(
        seat ->
            seat != but
                && isAfter(seat.lastGood(), since)
                && !seat.wasOutSince(since)
                && seat.server().host().equals(but.server().host()));
  }

  /** How many seats at a server were taken at that moment. */
  int taken(String host, Moment at, Duration recent) {
    return count(seat -> seat.isTaken(at, recent) && seat.server().host().equals(host));
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

  private static boolean isAfter(@Nullable Moment good, Moment since) {
    return good != null && good.compareTo(since) > 0;
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
