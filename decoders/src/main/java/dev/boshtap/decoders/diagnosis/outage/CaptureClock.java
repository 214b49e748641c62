package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;

/**
 * The clock by which a capture tells, and how its moments are told by the servers' clock. The
 * monotonic clocks of two captures have nothing in common; their wall clocks can be aligned.
 *
 * @param capture the capture's place, from 0; -1 for what is told live, of one clock
 * @param lacks what its wall clock lacks to be the servers'
 */
record CaptureClock(int capture, Duration lacks) {

  /** One clock for everything. */
  static final CaptureClock ONLY = new CaptureClock(-1, Duration.ZERO);

  /** A moment as it is compared with those of other captures. */
  Moment byServers(Moment moment) {
    return capture < 0 ? moment : Moment.of(moment.wall().plus(lacks));
  }
}
