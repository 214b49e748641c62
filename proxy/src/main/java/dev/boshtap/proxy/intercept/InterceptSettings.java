package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.HostPort;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What interception may be told.
 *
 * @param connectTimeout how long one address may take to accept a connection
 * @param handshakeTimeout how long a TLS handshake may take, on either leg
 * @param idleLimit after how long with no exchange in flight a connection is closed
 * @param bodyLimit how many bytes of each body are copied for the recorder
 * @param upstreamProxy an HTTP proxy that all server legs go through, or null
 */
public record InterceptSettings(
    Duration connectTimeout,
    Duration handshakeTimeout,
    Duration idleLimit,
    int bodyLimit,
    @Nullable HostPort upstreamProxy) {

  /** Checks each setting. */
  public InterceptSettings {
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("handshakeTimeout", handshakeTimeout);
    requirePositive("idleLimit", idleLimit);
    if (bodyLimit < 0) {
      throw new IllegalArgumentException("bodyLimit: " + bodyLimit + " (expected: >= 0)");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
    }
  }
}
