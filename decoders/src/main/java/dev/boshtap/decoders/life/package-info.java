/**
 * Agents and calls through the day: what an event means after all that was told before it, and what
 * was not told that should have been.
 *
 * <p>Each event passes through {@link dev.boshtap.decoders.life.LifeTracker}, which completes it
 * (previous state, time in it, reason in words, delay, the REST call that caused it, the call's
 * life) and adds signs. It does not matter whether events came by BOSH or by WebSocket. Time is an
 * input, memory is bounded, and the limits that signs stand on are {@link
 * dev.boshtap.decoders.life.LifeLimits}.
 */
@NullMarked
package dev.boshtap.decoders.life;

import org.jspecify.annotations.NullMarked;
