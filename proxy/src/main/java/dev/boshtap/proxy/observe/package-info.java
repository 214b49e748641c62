/**
 * From what the event loops saw to what the sinks are told, off the event loops.
 *
 * <p>Starting points: {@link dev.boshtap.proxy.observe.WireQueue}, which the event loops fill and
 * never wait for; {@link dev.boshtap.proxy.observe.ObserverThread}, which empties it.
 */
@NullMarked
package dev.boshtap.proxy.observe;

import org.jspecify.annotations.NullMarked;
