/**
 * The parts of the load benchmark, each a process of its own so that the processor time of one is
 * not that of another: {@link dev.boshtap.bench.load.Origin} answers, {@link
 * dev.boshtap.bench.load.Generator} asks, a {@link dev.boshtap.bench.load.Peer} stands between.
 * {@link dev.boshtap.bench.load.Bench} starts them, measures and ends them.
 */
@NullMarked
package dev.boshtap.bench.load;

import org.jspecify.annotations.NullMarked;
