package dev.boshtap.decoders.life;

import java.time.Duration;

/**
 * The limits that the signs of this package stand on.
 *
 * @param eventAfterRequest how long after a 202 its event may take. Finesse answers within a second
 *     or two; a desktop in trouble takes until its next poll
 * @param removal how long after a call is DROPPED its DELETE may take
 * @param late from which delay on, clocks corrected, an event is late
 * @param driftChange by how much the drift between desktop and server may change
 * @param roundTrip from which round trip on the way is slow
 * @param usualCadence how often a desktop asks for SystemInfo when all is well
 * @param failoverCadence how often it asks while it looks for a server
 * @param cadenceTolerance by which part of itself a cadence may vary
 * @param requests the most REST calls remembered at a time
 * @param agents the most agents remembered at a time
 * @param calls the most calls remembered at a time
 * @param hosts the most servers and desktops remembered at a time
 * @param members the most members of a team remembered
 */
public record LifeLimits(
    Duration eventAfterRequest,
    Duration removal,
    Duration late,
    Duration driftChange,
    Duration roundTrip,
    Duration usualCadence,
    Duration failoverCadence,
    double cadenceTolerance,
    int requests,
    int agents,
    int calls,
    int hosts,
    int members) {

  /** The limits boshtap ships with. */
  public static final LifeLimits DEFAULTS =
      new LifeLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofMillis(400),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          0.2,
          4_096,
          20_000,
          20_000,
          4_096,
          2_000);
}
