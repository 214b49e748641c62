/**
 * What boshtap costs, measured against its peers in the same run.
 *
 * <p>Starting points: {@link dev.boshtap.bench.LoadBenchmark} measures the shipped jar from outside
 * as a process of its own; {@link dev.boshtap.bench.decode.DecodeBenchmark} measures the decoders
 * inside a JVM. How to run them, and what they said: docs/performance.md.
 */
@NullMarked
package dev.boshtap.bench;

import org.jspecify.annotations.NullMarked;
