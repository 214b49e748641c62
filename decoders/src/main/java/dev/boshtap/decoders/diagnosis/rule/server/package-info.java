/**
 * Rules about Finesse.
 *
 * <p>Starting point: {@link dev.boshtap.decoders.diagnosis.rule.server.ServerRules}.
 */
@NullMarked
package dev.boshtap.decoders.diagnosis.rule.server;

import org.jspecify.annotations.NullMarked;
