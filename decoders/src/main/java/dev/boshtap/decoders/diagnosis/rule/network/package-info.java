/**
 * Rules about the way.
 *
 * <p>Starting point: {@link dev.boshtap.decoders.diagnosis.rule.network.NetworkRules}.
 */
@NullMarked
package dev.boshtap.decoders.diagnosis.rule.network;

import org.jspecify.annotations.NullMarked;
