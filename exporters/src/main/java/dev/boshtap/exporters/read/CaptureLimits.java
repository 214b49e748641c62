package dev.boshtap.exporters.read;

/**
 * How much of a capture is taken in, so that a file made to fill a memory or a disk (a zip bomb, a
 * body without end) does neither. What a limit cuts off is said as a loss.
 *
 * @param unpacked the most that a packed file may unpack to, in bytes
 * @param body the most that is kept of one body, in bytes
 * @param entry the most that the text around the bodies of one exchange may take, in bytes
 */
public record CaptureLimits(long unpacked, int body, int entry) {

  /**
   * 64 GiB unpacked: more than months of one desktop; 8 MiB of a body: no body of Finesse's comes
   * near that.
   */
  public static final CaptureLimits DEFAULTS = new CaptureLimits(64L << 30, 8 << 20, 4 << 20);

  /** Checks each limit. */
  public CaptureLimits {
    if (unpacked < 1 || body < 1 || entry < 1) {
      throw new IllegalArgumentException(
          "limits: unpacked %d, body %d, entry %d (expected: >= 1)"
              .formatted(unpacked, body, entry));
    }
  }
}
