/**
 * What requests to the BOSH endpoint mean together: sessions by their sid, and polls (answered,
 * late, unanswered, overdue, pending).
 *
 * <p>Starting points: {@link dev.boshtap.decoders.session.bosh.BoshTracker}, which is told of
 * requests and their ends; the verdict on a poll is {@code Verdict}, what requests and answers do
 * to a session is {@code BoshStory}.
 */
@NullMarked
package dev.boshtap.decoders.session.bosh;

import org.jspecify.annotations.NullMarked;
