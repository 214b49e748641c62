/**
 * What is remembered, and how much of it at most: a shift is long, and a capture may hold any
 * number of agents, sessions and calls.
 *
 * <p>Starting point: {@link dev.boshtap.decoders.memory.LruMap}.
 */
@NullMarked
package dev.boshtap.decoders.memory;

import org.jspecify.annotations.NullMarked;
