/**
 * The server's own account of what happened, for comparison with what an observer says. Start at
 * {@link dev.boshtap.simulator.journal.Journal}; {@link
 * dev.boshtap.simulator.journal.ServedExchange} is the account folded to one record a request.
 */
@NullMarked
package dev.boshtap.simulator.journal;

import org.jspecify.annotations.NullMarked;
