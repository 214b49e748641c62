package dev.boshtap.decoders;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.WireEvent;
import java.util.HashMap;
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
    } else if (event instanceof WireEvent.ResponseStarted response) {
      open.on(response);
    } else if (event instanceof WireEvent.ResponseBytes bytes) {
      open.on(bytes);
    } else if (event instanceof WireEvent.Ended) {
      exchanges.remove(event.exchange());
    }
    return open;
  }

  /** The open exchange of that number, or null. */
  @Nullable OpenExchange get(long number) {
    return exchanges.get(number);
  }

  /** Takes out the open exchange of the lowest number; null when there is none. */
  @Nullable OpenExchange takeFirst() {
    Map.Entry<Long, OpenExchange> first = exchanges.pollFirstEntry();
    return first == null ? null : first.getValue();
  }

  private OpenConnection connection(Connection connection) {
    return connections.computeIfAbsent(connection.number(), number -> new OpenConnection());
  }
}
