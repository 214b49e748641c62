package dev.boshtap.exporters.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

  private final Redactor redactor = Redactor.personal();

  private Event happened(Event event) {
    return ((Observation.Happened) redactor.redact(new Observation.Happened(event))).event();
  }

  @Test
  void whatAnExchangeSaidIsTheSameObjectWhenItIsOver() {
    Event said = Samples.user(Samples.context(100, 1), "READY", "NOT_READY");

    Event redacted = happened(said);
    Observation.Finished finished =
        (Observation.Finished)
            redactor.redact(
                Exchanges.starting(0, 1).answered(100, 200, "text/xml", "").with(said).finished());

    assertThat(redacted).isNotEqualTo(said);
    assertThat(finished.events().get(0)).isSameAs(redacted);
  }

  /** Far more than are remembered: an event is never mistaken for another. */
  @Test
  void eachEventGivesItsOwn() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      events.addAll(Samples.events());
    }
    List<Event> first = events.stream().map(this::happened).toList();
    List<Event> again = events.stream().map(this::happened).toList();

    Redactor fresh = Redactor.of(redactor.policy(), Set.of(), redactor.key());
    assertThat(again).isEqualTo(first);
    for (int i = 0; i < events.size(); i += 97) {
      Observation.Happened alone =
          (Observation.Happened) fresh.redact(new Observation.Happened(events.get(i)));
      assertThat(first.get(i)).isEqualTo(alone.event());
    }
  }
}
