/**
 * What requests to the BOSH endpoint mean together: sessions (who, since when, granted what, lost
 * or re-created) and polls (answered, late, unanswered, overdue, pending).
 *
 * <p>Starting points: {@link dev.boshtap.decoders.session.BoshTracker}, which is told of requests
 * and their ends; the verdict on a poll is {@code Verdict}, what is remembered of a session is
 * {@code BoshSession}.
 */
@NullMarked
package dev.boshtap.decoders.session;

import org.jspecify.annotations.NullMarked;
