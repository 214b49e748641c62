package dev.boshtap.simulator.finesse;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A queue's numbers at some moment.
 *
 * @param queue the queue's number
 * @param name its name
 * @param callsInQueue how many wait
 * @param longestSince since when the first of them waits, or null
 * @param ready agents ready
 * @param notReady agents not ready
 * @param talking agents on calls from outside
 */
public record QueueStatistics(
    int queue,
    String name,
    int callsInQueue,
    @Nullable Instant longestSince,
    int ready,
    int notReady,
    int talking) {}
