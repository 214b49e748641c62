/**
 * Rules of the diagnosis: what is known of each cause, and what sees it. A rule lives in the folder
 * that its name begins with; one about signs that need no more than to be seen is a line in {@code
 * SignDetector}, one that has to count or compare a detector of its own, and one that explains an
 * outage a case in {@code diagnosis.outage.Judge}.
 *
 * <p>Starting points: {@link dev.boshtap.decoders.diagnosis.rule.Rule}, {@link
 * dev.boshtap.decoders.diagnosis.rule.Detector}, {@link
 * dev.boshtap.decoders.diagnosis.rule.Findings}.
 */
@NullMarked
package dev.boshtap.decoders.diagnosis.rule;

import org.jspecify.annotations.NullMarked;
