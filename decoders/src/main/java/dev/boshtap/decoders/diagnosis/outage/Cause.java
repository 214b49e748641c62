package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Outage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an outage was.
 *
 * @param sighting the cause
 * @param outage what it explains
 * @param capture the place of the capture that it was seen in, from 0
 * @param ahead what that capture's clock lacks to be the servers'
 * @param whole where many dropped out at once, what explains that; or null
 */
public record Cause(
    Sighting sighting, Outage outage, int capture, Duration ahead, @Nullable Sighting whole) {}
