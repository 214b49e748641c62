/**
 * Outages of desktops: from what the observer says of sessions, polls and sockets to their timeline
 * and cause, one by one and all at once.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.diagnosis.outage.Outages} follows them; {@code
 * Judge} says why, and is the place for another cause of outages; {@code Clusters} decides what
 * began at once.
 */
@NullMarked
package dev.boshtap.decoders.diagnosis.outage;

import org.jspecify.annotations.NullMarked;
