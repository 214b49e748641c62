package dev.boshtap.decoders.diagnosis.rule.server;

import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import java.util.function.Consumer;

/** Characters that XML does not allow, which crash what reads them strictly. */
public final class IllegalXmlDetector implements Detector {

  /** A detector that saw none yet. */
  public IllegalXmlDetector() {}

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (!(observation instanceof Observation.Happened happened)) {
      return;
    }
    String reason = null;
    if (happened.event() instanceof Event.Finesse finesse && finesse.unreadable() != null) {
      reason = finesse.unreadable().reason();
    } else if (happened.event() instanceof Event.Stanza stanza
        && stanza.kind() == Event.StanzaKind.ERROR) {
      reason = stanza.stanza();
    }
    if (reason != null && reason.contains(Event.Unreadable.FORBIDDEN_CHARACTER)) {
      found.accept(
          Sighting.of(
                  ServerRules.ILLEGAL_XML,
                  happened.event().context(),
                  "a message holds a character that XML does not allow")
              .ofServer());
    }
  }
}
