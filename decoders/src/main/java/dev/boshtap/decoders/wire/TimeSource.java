package dev.boshtap.decoders.wire;

import java.time.Instant;

/** Where moments come from: the machine's clocks in the proxy, a clock moved by hand in tests. */
@FunctionalInterface
public interface TimeSource {

  /** The machine's wall and monotonic clocks. */
  TimeSource SYSTEM = () -> new Moment(Instant.now(), System.nanoTime());

  /** The present moment. */
  Moment now();
}
