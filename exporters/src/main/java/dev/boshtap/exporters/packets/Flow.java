package dev.boshtap.exporters.packets;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Side;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/** One TCP connection in a file of packets, and what is open on it. */
final class Flow {

  private final Connection connection;
  private final String clientPort;

  /** Exchanges that are not over, in the order of their requests. */
  final Deque<Long> open = new ArrayDeque<>();

  /** Who sent close_notify. */
  final Set<Side> closing = EnumSet.noneOf(Side.class);

  /** The exchange that became a WebSocket, or 0. */
  long socket;

  Flow(Connection connection, String clientPort) {
    this.connection = connection;
    this.clientPort = clientPort;
  }

  Connection connection() {
    return connection;
  }

  /** Whose packet has that source port. */
  Side sender(String sourcePort) {
    return sourcePort.equals(clientPort) ? Side.CLIENT : Side.SERVER;
  }
}
