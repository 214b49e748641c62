package dev.boshtap.decoders.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange as a BOSH request; the {@code _bosh} object of a HAR entry.
 *
 * @param sid the session, null before it is granted
 * @param rid the request's id, null where the request has none
 * @param grantedWait the granted wait, or null
 * @param hold the granted hold, or null
 * @param outcome {@code answered}, or the word of the poll's {@link Event.Outcome}
 * @param idle whether it was answered with nothing: no child, no type
 * @param agent the agent's login id, or null
 */
public record BoshFacts(
    @Nullable String sid,
    @Nullable Long rid,
    @Nullable Duration grantedWait,
    @Nullable Integer hold,
    String outcome,
    boolean idle,
    @Nullable String agent) {}
