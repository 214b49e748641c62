package dev.boshtap.decoders;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was seen on the wire together to exchanges. Holds those that are open and the
 * connections that stand, and nothing of those that are over.
 */
final class OpenExchanges {

  private final Map<Long, OpenConnection> connections = new HashMap<>();
  private final NavigableMap<Long, OpenExchange> exchanges = new TreeMap<>();

  /** Requests that are complete and were not asked for as held, the oldest first. */
  private final Map<Long, OpenExchange> complete = new LinkedHashMap<>();

  /** Takes what happened to a connection. */
  void on(WireEvent.ConnectionEvent event) {
    if (event instanceof WireEvent.ServerReached reached) {
      connection(reached.connection()).on(reached);
    } else if (event instanceof WireEvent.Closed closed) {
      connections.remove(closed.connection().number());
    }
  }

  /**
   * Takes what happened to an exchange; its end takes it out.
   *
   * @return the exchange, or null when its start was not seen
   */
  @Nullable OpenExchange on(WireEvent.ExchangeEvent event) {
    if (event instanceof WireEvent.Started started) {
      OpenExchange open = new OpenExchange(started, connection(started.connection()));
      exchanges.put(started.exchange(), open);
      return open;
    }
    OpenExchange open = exchanges.get(event.exchange());
    if (open == null) {
      return null;
    }
    if (event instanceof WireEvent.RequestBytes bytes) {
      open.on(bytes);
    } else if (event instanceof WireEvent.RequestCompleted completed) {
      open.on(completed);
      complete.put(open.number(), open);
    } else if (event instanceof WireEvent.ResponseStarted response) {
      open.on(response);
    } else if (event instanceof WireEvent.ResponseBytes bytes) {
      open.on(bytes);
    } else if (event instanceof WireEvent.Ended) {
      exchanges.remove(event.exchange());
      complete.remove(event.exchange());
    }
    return open;
  }

  /**
   * The next exchange that is open for so long after its request was complete, or null; each is
   * given once.
   */
  @Nullable OpenExchange takeHeld(Moment now, Duration span) {
    Iterator<OpenExchange> oldestFirst = complete.values().iterator();
    if (oldestFirst.hasNext()) {
      OpenExchange oldest = oldestFirst.next();
      if (oldest.sinceComplete(now).compareTo(span) >= 0) {
        oldestFirst.remove();
        return oldest;
      }
    }
    return null;
  }

  /** The open exchange of that number, or null. */
  @Nullable OpenExchange get(long number) {
    return exchanges.get(number);
  }

  /** Takes out the open exchange of the lowest number; null when there is none. */
  @Nullable OpenExchange takeFirst() {
    Map.Entry<Long, OpenExchange> first = exchanges.pollFirstEntry();
    if (first != null) {
      complete.remove(first.getKey());
    }
    return first == null ? null : first.getValue();
  }

  private OpenConnection connection(Connection connection) {
    return connections.computeIfAbsent(connection.number(), number -> new OpenConnection());
  }
}
