/**
 * Bytes and instants in, observations out. Nothing in this module opens a socket or a file, reads a
 * clock, logs, or knows of the proxy.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.Observer}, which is the whole of it; {@link
 * dev.boshtap.decoders.wire} for what goes in, {@link dev.boshtap.decoders.event} for what comes
 * out.
 */
@NullMarked
package dev.boshtap.decoders;

import org.jspecify.annotations.NullMarked;
