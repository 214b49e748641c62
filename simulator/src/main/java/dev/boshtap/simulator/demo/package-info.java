/**
 * A short working day for the demo: {@link dev.boshtap.simulator.demo.DemoScenario} plays agents
 * against a simulated Finesse, loses a few polls on purpose and says which.
 */
@NullMarked
package dev.boshtap.simulator.demo;

import org.jspecify.annotations.NullMarked;
