package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Outage;
import org.jspecify.annotations.Nullable;

/**
 * Why an outage was.
 *
 * @param sighting the cause
 * @param outage what it explains
 * @param whole where many dropped out at once, what explains that; or null
 */
public record Cause(Sighting sighting, Outage outage, @Nullable Sighting whole) {}
