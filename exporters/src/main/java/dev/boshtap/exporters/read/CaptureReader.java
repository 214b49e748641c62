package dev.boshtap.exporters.read;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a capture that somebody made as what was seen on the wire, in order of time, so that the
 * observer makes of a file what it would have made of the traffic. Never holds the whole capture:
 * memory grows with the number of its entries and with what overlaps in time, not with its bodies.
 *
 * <p>What a file does not say is not made up: a request whose end it does not tell ended in a way
 * that is {@link dev.boshtap.decoders.wire.Ending.Unknown unknown}, and what of it is missing or
 * cannot be read is told by {@link #losses}. Not safe for use by several threads.
 */
public interface CaptureReader extends AutoCloseable {

  /**
   * What was seen next, or null when that was all.
   *
   * @throws IOException when the file cannot be read on; what was told before stands
   */
  @Nullable WireEvent next() throws IOException;

  /**
   * The latest moment that what was told so far knows of: when all was told, the end of the
   * capture, until which requests that did not end were open.
   */
  Optional<Moment> end();

  /**
   * What of the file could not be read or is not in it; whole once {@link #next} has given null.
   */
  List<Observation.Loss> losses();

  /**
   * Whether the file is damaged or cut, so that some of what was in it is not told; known once
   * {@link #next} has given null. What it never held is a loss, but no damage.
   */
  boolean isDamaged();

  /** Lets go of the file, and of what was unpacked of it. */
  @Override
  void close() throws IOException;
}
