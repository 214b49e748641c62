package dev.boshtap.decoders.life;

import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.finesse.resource.Queue;
import dev.boshtap.decoders.finesse.resource.Queues;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A queue's statistics as a person wants them; of several queues the first one's. */
final class QueueNumbers {

  private QueueNumbers() {}

  /**
   * @param serverDrift how far the server's clock is ahead of ours, or null while not known
   */
  static Life.@Nullable Queue of(Queues queues, Moment now, @Nullable Duration serverDrift) {
    if (queues.all().isEmpty()) {
      return null;
    }
    Queue queue = queues.all().get(0);
    Life.Queue numbers =
        new Life.Queue(
            queue.callsInQueue(),
            waited(queue.startTimeOfLongestCallInQueue(), now, serverDrift),
            queue.agentsReady(),
            queue.agentsNotReady(),
            sum(
                queue.agentsTalkingInbound(),
                queue.agentsTalkingOutbound(),
                queue.agentsTalkingInternal()),
            sum(queue.agentsWrapUpNotReady(), queue.agentsWrapUpReady()),
            queue.agentsLoggedOn());
    return numbers.equals(NONE) ? null : numbers;
  }

  private static final Life.Queue NONE = new Life.Queue(null, null, null, null, null, null, null);

  private static @Nullable Duration waited(
      @Nullable Instant since, Moment now, @Nullable Duration serverDrift) {
    if (since == null) {
      return null;
    }
    Duration waited = Duration.between(since, now.wall());
    Duration corrected = serverDrift == null ? waited : waited.plus(serverDrift);
    return corrected.isNegative() ? Duration.ZERO : corrected;
  }

  /** The sum of what is known; null when that is nothing. */
  private static @Nullable Integer sum(@Nullable Integer... parts) {
    Integer sum = null;
    for (Integer part : parts) {
      if (part != null) {
        sum = sum == null ? part : Integer.valueOf(sum + part);
      }
    }
    return sum;
  }
}
