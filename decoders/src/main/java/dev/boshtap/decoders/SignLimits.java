package dev.boshtap.decoders;

import java.time.Duration;

/**
 * From where on what is seen of sessions is a sign.
 *
 * @param pollSlow how long after the granted wait a poll is slow, though not overdue yet
 * @param goodBye how long after the client gave up a poll its good-bye may follow
 * @param shortGap the longest time without any open request that says nothing
 * @param longGap from here on the time without any open request is long: a client that is well has
 *     none for some 0.2 s
 * @param defaultInactivity what is taken for the granted inactivity where that is unknown; Finesse
 *     grants 60 s
 * @param reaper how much longer than its inactivity a session may last: Openfire looks every 30 s
 * @param ridPatience how long a skipped rid, or an answer that came before a request, may still be
 *     told: two connections are not in order
 * @param earlyShare an empty answer after less than this share of the wait is early, in percent
 * @param earlyAnswers so many early empty answers in a row are no chance
 * @param backendPatience how long after the client's own presence that of the user {@code finesse}
 *     may take
 * @param authFailures so many refusals in a row may lock an account
 * @param conflicts so many conflicts of one JID are a fight
 * @param memory how long refusals and conflicts count, and how long a lost session may be
 *     succeeded: a failover takes up to two and a half minutes; who logs in much later does so of
 *     his own will
 * @param liveliness a session that was answered within this time is taken to be alive
 */
public record SignLimits(
    Duration pollSlow,
    Duration goodBye,
    Duration shortGap,
    Duration longGap,
    Duration defaultInactivity,
    Duration reaper,
    Duration ridPatience,
    int earlyShare,
    int earlyAnswers,
    Duration backendPatience,
    int authFailures,
    int conflicts,
    Duration memory,
    Duration liveliness) {

  /** The limits boshtap ships with. */
  public static final SignLimits DEFAULTS =
      new SignLimits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          80,
          3,
          Duration.ofSeconds(10),
          3,
          2,
          Duration.ofMinutes(10),
          Duration.ofMinutes(2));
}
