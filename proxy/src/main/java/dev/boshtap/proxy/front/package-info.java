/**
 * What listens: LittleProxy, which answers CONNECT, passes plain HTTP and tunnels on, and hands
 * intercepted connections over.
 *
 * <p>Starting points: {@link dev.boshtap.proxy.front.LittleProxyFront}, the only class that knows
 * LittleProxy; {@link dev.boshtap.proxy.front.InterceptPolicy}, which decides what is intercepted.
 */
@NullMarked
package dev.boshtap.proxy.front;

import org.jspecify.annotations.NullMarked;
