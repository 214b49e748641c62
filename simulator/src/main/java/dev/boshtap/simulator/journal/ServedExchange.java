package dev.boshtap.simulator.journal;

import dev.boshtap.simulator.fault.Fault;
import dev.boshtap.simulator.fault.SeenRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it, as the server saw it.
 *
 * @param request what was asked
 * @param seen when
 * @param requestBytes the size of the request's body as far as it was read
 * @param fault what struck it, or null
 * @param status the HTTP status that was sent, or null when no head was sent
 * @param bodyBytes the bytes of the answer's body that were sent; -1 when no head was sent
 * @param whole whether the whole answer was sent
 * @param end how its connection ended while it had no whole answer; null when it was answered, or
 *     is open still
 */
public record ServedExchange(
    SeenRequest request,
    Instant seen,
    int requestBytes,
    @Nullable Fault fault,
    @Nullable Integer status,
    int bodyBytes,
    boolean whole,
    @Nullable ConnectionEnd end) {

  /** Whether it is over and not a byte of an answer was sent. */
  public boolean isUnanswered() {
    return status == null && end != null;
  }

  /** Whether it has neither been answered nor lost its connection. */
  public boolean isOpen() {
    return !whole && end == null;
  }
}
