package dev.boshtap.proxy.front;

import dev.boshtap.decoders.wire.HostPort;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the front may be told.
 *
 * @param listen where to listen; port 0 for any free one
 * @param admitted which clients may use the proxy
 * @param connectTimeout how long a connection for passed-on traffic may take to be made
 * @param room whether there is any for another connection
 * @param upstreamProxy an HTTP proxy that passed-on traffic goes through, or null
 */
public record FrontSettings(
    InetSocketAddress listen,
    Predicate<InetSocketAddress> admitted,
    Duration connectTimeout,
    Room room,
    @Nullable HostPort upstreamProxy) {}
