/**
 * What can be made to go wrong, and for which requests. Start at {@link
 * dev.boshtap.simulator.fault.Fault}, the kinds; {@link dev.boshtap.simulator.fault.FaultRule} says
 * when one strikes, {@link dev.boshtap.simulator.fault.Requests} which requests it is for.
 */
@NullMarked
package dev.boshtap.simulator.fault;

import org.jspecify.annotations.NullMarked;
