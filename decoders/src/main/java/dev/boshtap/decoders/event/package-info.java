/**
 * What boshtap says: the decoded events of the contract (docs/reference/events.schema.json), as
 * types.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.event.Event} and its cases, {@link
 * dev.boshtap.decoders.event.Observation}, which is what every sink is given.
 */
@NullMarked
package dev.boshtap.decoders.event;

import org.jspecify.annotations.NullMarked;
