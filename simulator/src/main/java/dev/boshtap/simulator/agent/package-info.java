/**
 * The other end: an agent with a desktop, who signs in, polls as JabberWerx does and calls REST.
 * Start at {@link dev.boshtap.simulator.agent.SimulatedAgent}; {@link
 * dev.boshtap.simulator.agent.AgentNetwork} is the way to the server, through a proxy or not, and
 * is shared by many agents.
 */
@NullMarked
package dev.boshtap.simulator.agent;

import org.jspecify.annotations.NullMarked;
