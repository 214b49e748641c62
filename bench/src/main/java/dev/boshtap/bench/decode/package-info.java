/**
 * The decoders inside a JVM, by JMH.
 *
 * <p>Starting point: {@link dev.boshtap.bench.decode.DecodeBenchmark}.
 */
@NullMarked
package dev.boshtap.bench.decode;

import org.jspecify.annotations.NullMarked;
