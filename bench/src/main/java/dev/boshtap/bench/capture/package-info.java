/**
 * Captures of a size that nobody wants to keep, made when they are measured.
 *
 * <p>Starting point: {@link dev.boshtap.bench.capture.LargeHar}. How to run it, and what it said:
 * docs/performance.md.
 */
@NullMarked
package dev.boshtap.bench.capture;

import org.jspecify.annotations.NullMarked;
