package dev.boshtap.decoders.diagnosis;

import java.time.Duration;

/**
 * The limits that a diagnosis stands on, in one place; docs/reference/rules.md explains them. What
 * they measure (when a poll is overdue, when a session is idle) has its own in {@link
 * dev.boshtap.decoders.Limits}.
 *
 * @param settle how long after an outage began its cause is judged: others may drop out with it
 * @param atOnce how far apart the beginnings of outages may be that began at once
 * @param onceShare the share of a server's agents that dropped out for it to be all, in percent;
 *     who was out already does not count
 * @param onceAgents fewer agents than this at a time are a coincidence
 * @param recent an agent who was heard of within this time is connected
 * @param inactivity after how long without a request Finesse's server drops a session, where what
 *     it granted was not seen
 * @param reaper how much later that may be: Openfire looks every 30 s
 * @param grace how long Finesse waits after an agent became unavailable before it signs the agent
 *     out (60 s)
 * @param logoutAtMost the most that may pass from a browser's end to the forced sign-out (180 s)
 * @param reload how soon after a page was closed another session means that it was loaded anew
 * @param afterwards how long after an outage events that show what was missed are looked for
 * @param sleep by how much the wall clock may run ahead of the monotonic one on a machine awake
 * @param tab the interval to which browsers slow the timers of a hidden page (60 s)
 * @param tabTolerance how much a timer of a hidden page may be off
 * @param tabWakes so many requests at that interval are no chance
 * @param sameAge how far the ages may be apart at which connections are cut by a clock
 * @param sameAges so many cut connections of the same age are no chance
 * @param cachedAnswer an answer to a repeated request that comes this fast had been ready
 * @param slowGap a browser that is well asks again within this time
 * @param slowGaps so many slow requests of one desktop within an hour are a habit
 * @param starved so many polls that waited for a connection are no chance
 * @param buffered so many answers with events that came only when the wait was over are no chance
 * @param drift from which difference on between desktop and server a clock is wrong
 * @param restPolls so many questions for one resource within a minute are polling
 * @param bigBody from which size on an answer to a poll is oversized, in bytes
 * @param tokenWorked so many good calls before a refusal show that a token worked
 * @param agents the most agents remembered of one finding
 * @param listed the most agents, servers and exchanges listed of one finding
 * @param outages the most outages kept of one finding
 * @param allOutages so many outages are kept of all findings together, and the last two of each
 * @param steps the most steps kept of one outage
 * @param findings the most findings kept apart
 * @param desks the most desktops remembered at a time
 */
public record DiagnosisLimits(
    Duration settle,
    Duration atOnce,
    int onceShare,
    int onceAgents,
    Duration recent,
    Duration inactivity,
    Duration reaper,
    Duration grace,
    Duration logoutAtMost,
    Duration reload,
    Duration afterwards,
    Duration sleep,
    Duration tab,
    Duration tabTolerance,
    int tabWakes,
    Duration sameAge,
    int sameAges,
    Duration cachedAnswer,
    Duration slowGap,
    int slowGaps,
    int starved,
    int buffered,
    Duration drift,
    int restPolls,
    int bigBody,
    int tokenWorked,
    int agents,
    int listed,
    int outages,
    int allOutages,
    int steps,
    int findings,
    int desks) {

  /** The limits boshtap ships with. */
  public static final DiagnosisLimits DEFAULTS =
      new DiagnosisLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          80,
          3,
          Duration.ofMinutes(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(180),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofMillis(1_500),
          3,
          Duration.ofSeconds(1),
          3,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          5,
          3,
          3,
          Duration.ofSeconds(60),
          20,
          1 << 20,
          3,
          20_000,
          20,
          50,
          10_000,
          24,
          5_000,
          20_000);
}
