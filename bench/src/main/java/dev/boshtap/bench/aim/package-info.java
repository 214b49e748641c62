/**
 * The table of aims: what boshtap is to reach, and what it does on this machine, in this run.
 *
 * <p>Starting points: {@link dev.boshtap.bench.aim.Aim}, a row; {@link dev.boshtap.bench.aim.Aims},
 * all of them.
 */
@NullMarked
package dev.boshtap.bench.aim;

import org.jspecify.annotations.NullMarked;
