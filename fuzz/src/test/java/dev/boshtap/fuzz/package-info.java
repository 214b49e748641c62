/**
 * Fuzz tests of all that reads what others wrote. In a build each reads its seeds, and the inputs
 * that once broke it, found in {@code src/test/resources} under its name; with {@code
 * JAZZER_FUZZ=1} one of them is fuzzed (docs/how-to/fuzz.md).
 *
 * <p>To add one: a class {@code …FuzzTest} with one method of a {@code byte[]}, annotated {@code
 * MethodSource} (seeds, {@link dev.boshtap.fuzz.Seeds}) and, last, {@code FuzzTest}. It throws for
 * whatever the reader must never do; what it did with the input is of no interest.
 */
@NullMarked
package dev.boshtap.fuzz;

import org.jspecify.annotations.NullMarked;
