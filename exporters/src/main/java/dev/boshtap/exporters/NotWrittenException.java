package dev.boshtap.exporters;

import java.io.IOException;

/**
 * Says how much a {@link Sink} lost when it could not write: a sink writes in batches, so that one
 * failure may cost many observations, or none.
 */
public final class NotWrittenException extends IOException {

  private static final long serialVersionUID = 1L;

  private final long observations;

  /**
   * For a failed write; the message is that of the failure.
   *
   * @param observations how many observations were lost, 0 or more
   */
  public NotWrittenException(long observations, IOException cause) {
    super(cause.getMessage(), cause);
    if (observations < 0) {
      throw new IllegalArgumentException("observations: " + observations + " (expected: >= 0)");
    }
    this.observations = observations;
  }

  /** How many observations were lost since the sink last wrote or failed. */
  public long observations() {
    return observations;
  }
}
