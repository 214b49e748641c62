package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;

/** The context of what concerns no connection. */
final class Nowhere {

  private static final Connection NONE = new Connection(0, new HostPort("boshtap", 1), "");

  private Nowhere() {}

  static Context at(Moment moment) {
    return Context.of(moment, NONE);
  }
}
