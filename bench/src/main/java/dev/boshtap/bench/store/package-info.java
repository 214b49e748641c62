/**
 * What recording costs, and whether it stays flat over a shift.
 *
 * <p>Starting point: {@link dev.boshtap.bench.store.ShiftBenchmark}.
 */
@NullMarked
package dev.boshtap.bench.store;

import org.jspecify.annotations.NullMarked;
