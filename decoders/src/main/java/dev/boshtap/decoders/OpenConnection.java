package dev.boshtap.decoders;

import dev.boshtap.decoders.wire.WireEvent;
import org.jspecify.annotations.Nullable;

/** What is remembered of a connection while it lasts: how its server was reached, and its count. */
final class OpenConnection {

  private WireEvent.@Nullable ServerReached reached;
  private long exchanges;

  void on(WireEvent.ServerReached leg) {
    reached = leg;
  }

  WireEvent.@Nullable ServerReached reached() {
    return reached;
  }

  /** Counts one more exchange and gives its place on the connection, from 1. */
  long countExchange() {
    return ++exchanges;
  }
}
