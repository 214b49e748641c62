package dev.boshtap.decoders;

import java.time.Duration;

/**
 * The limits for WebSockets.
 *
 * @param message the most that is kept of one message, in bytes
 * @param pong how long a ping may be without an answer (Cisco's EventTunnel: 10 s)
 * @param clientSilence how long a client that pings may send nothing: Finesse waits 20 s for its
 *     next ping, and some time goes by on the way
 */
public record SocketLimits(int message, Duration pong, Duration clientSilence) {

  /** The limits boshtap ships with. */
  public static final SocketLimits DEFAULTS =
      new SocketLimits(4 << 20, Duration.ofSeconds(10), Duration.ofSeconds(25));

  /** Checks each limit. */
  public SocketLimits {
    if (message < 1 || pong.isNegative() || clientSilence.isNegative()) {
      throw new IllegalArgumentException(
          "limits: message %d (expected: >= 1), pong %s, clientSilence %s (expected: >= 0)"
              .formatted(message, pong, clientSilence));
    }
  }
}
