/**
 * The diagnosis: client, network or server, with evidence. It is told what the observer observes
 * and says what that means for somebody who has to act.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.diagnosis.Diagnosis} is fed and asked; {@link
 * dev.boshtap.decoders.diagnosis.Detectors} lists all rules; {@code rule} and its folders hold
 * them; {@code outage} follows disconnects.
 */
@NullMarked
package dev.boshtap.decoders.diagnosis;

import org.jspecify.annotations.NullMarked;
