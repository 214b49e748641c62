/**
 * Long life: hours of mixed traffic with faults, and what a process has become of it.
 *
 * <p>Starting points: {@link dev.boshtap.bench.soak.Soak}, the command; {@link
 * dev.boshtap.bench.soak.Shift}, the agents' day; {@link dev.boshtap.bench.soak.Reckoning}, the
 * judgement at its end.
 */
@NullMarked
package dev.boshtap.bench.soak;

import org.jspecify.annotations.NullMarked;
