package dev.boshtap.decoders.session.bosh;

import dev.boshtap.decoders.wire.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Tells which open polls have outlived their time, soonest first. A tick looks only at those, so
 * thousands of held polls cost nothing while they are in time.
 */
final class PollClock {

  private record Due(Moment deadline, long exchange) {}

  private final NavigableSet<Due> dues =
      new TreeSet<>(Comparator.comparing(Due::deadline).thenComparingLong(Due::exchange));

  /** A poll has opened; it is overdue when this moment is past. */
  void start(Moment deadline, long exchange) {
    dues.add(new Due(deadline, exchange));
  }

  /** The poll is over; the clock need not have it any more. */
  void stop(Moment deadline, long exchange) {
    dues.remove(new Due(deadline, exchange));
  }

  /** Takes out the polls whose deadline is past; each is given once. */
  List<Long> due(Moment now) {
    if (dues.isEmpty() || dues.first().deadline().compareTo(now) >= 0) {
      return List.of();
    }
    List<Long> due = new ArrayList<>(1);
    while (!dues.isEmpty() && dues.first().deadline().compareTo(now) < 0) {
      due.add(dues.pollFirst().exchange());
    }
    return due;
  }
}
