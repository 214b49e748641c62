/**
 * The contact centre: users and their states, calls, teams, queues and system status, with the
 * notifications that Finesse publishes of them, and the REST interface to them. Start at {@link
 * dev.boshtap.simulator.finesse.ContactCentre}.
 */
@NullMarked
package dev.boshtap.simulator.finesse;

import org.jspecify.annotations.NullMarked;
