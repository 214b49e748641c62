package dev.boshtap.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTypesTest {

  @Test
  void eachEventCanBeAskedFor() {
    assertThat(Samples.events()).allMatch(event -> EventTypes.isNameOrFamily(event.type()));
    assertThat(EventTypes.isNameOrFamily("finesse")).isTrue();
    assertThat(EventTypes.isNameOrFamily("finesse.")).isTrue();
    assertThat(EventTypes.isNameOrFamily("finesse.dialg")).isFalse();
    assertThat(EventTypes.isNameOrFamily("fin")).isFalse();
    assertThat(EventTypes.isNameOrFamily("")).isFalse();
    assertThat(EventTypes.list()).startsWith("bosh.poll, ").contains("finesse.dialog");
  }
}
