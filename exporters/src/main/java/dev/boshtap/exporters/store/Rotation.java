package dev.boshtap.exporters.store;

import java.time.Duration;

/**
 * When a recording goes on in a new file.
 *
 * @param size the size of a part at which it is complete, in bytes
 * @param age the age of a part at which it is complete
 */
public record Rotation(long size, Duration age) {

  /** Checks both. */
  public Rotation {
    if (size < 1 << 16 || age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException(
          "rotation: size %d, age %s (expected: size >= 65536, age > 0)".formatted(size, age));
    }
  }
}
