/**
 * Rules about certificates and credentials.
 *
 * <p>Starting point: {@link dev.boshtap.decoders.diagnosis.rule.trust.TrustRules}.
 */
@NullMarked
package dev.boshtap.decoders.diagnosis.rule.trust;

import org.jspecify.annotations.NullMarked;
