/**
 * A scripted Finesse on loopback, with faults: for the demo, the tests and the benchmarks.
 *
 * <p>Start at {@link dev.boshtap.simulator.SimulatedFinesse}, the server. The packages below:
 * {@code fault}, what can go wrong and when; {@code journal}, the server's own account of what
 * happened; {@code agent}, the other end, agents with their desktops; {@code demo}, a story in
 * which both play. {@code http}, {@code bosh}, {@code finesse} and {@code xml} are what the server
 * is made of.
 */
@NullMarked
package dev.boshtap.simulator;

import org.jspecify.annotations.NullMarked;
