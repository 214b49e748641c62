/**
 * Rules about the agent's desk.
 *
 * <p>Starting point: {@link dev.boshtap.decoders.diagnosis.rule.client.ClientRules}.
 */
@NullMarked
package dev.boshtap.decoders.diagnosis.rule.client;

import org.jspecify.annotations.NullMarked;
