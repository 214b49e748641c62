/**
 * What was seen on the wire: the input of everything in this module.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.wire.WireEvent} (a sequence of these is all that
 * a source of traffic tells), {@link dev.boshtap.decoders.wire.Ending} (who hung up, and how),
 * {@link dev.boshtap.decoders.wire.Exchange} (one request and what became of it).
 */
@NullMarked
package dev.boshtap.decoders.wire;

import org.jspecify.annotations.NullMarked;
