package dev.boshtap.decoders.wire;

import java.time.Duration;
import java.time.Instant;

/**
 * When something happened, on two clocks: the wall clock is for showing, the monotonic clock is for
 * measuring. Where the two disagree over a span, the machine slept or its clock was set; see {@link
 * #wallJumpSince}.
 *
 * @param wall the wall clock's reading
 * @param monotonic nanoseconds of a clock that never goes back; only differences have a meaning
 */
public record Moment(Instant wall, long monotonic) implements Comparable<Moment> {

  /** A moment that is known by its wall clock only, as in an imported capture. */
  public static Moment of(Instant wall) {
    return new Moment(wall, wall.getEpochSecond() * 1_000_000_000L + wall.getNano());
  }

  /** The time that passed from {@code earlier} until now, by the monotonic clock. */
  public Duration since(Moment earlier) {
    return Duration.ofNanos(monotonic - earlier.monotonic);
  }

  /** How much further the wall clock went than the monotonic one; near zero on a machine awake. */
  public Duration wallJumpSince(Moment earlier) {
    return Duration.between(earlier.wall, wall).minus(since(earlier));
  }

  /** The moment {@code span} later on both clocks. */
  public Moment plus(Duration span) {
    return new Moment(wall.plus(span), monotonic + span.toNanos());
  }

  @Override
  public int compareTo(Moment other) {
    return Long.compare(monotonic, other.monotonic);
  }
}
