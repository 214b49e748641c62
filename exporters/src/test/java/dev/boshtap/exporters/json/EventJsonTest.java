package dev.boshtap.exporters.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.exporters.Samples;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventJsonTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  static List<Event> events() {
    return Samples.events();
  }

  @Test
  void theSamplesHaveEveryCaseOfEvent() {
    assertThat(Samples.events().stream().map(event -> event.getClass().getName()).distinct())
        .containsExactlyInAnyOrder(
            Arrays.stream(Event.class.getPermittedSubclasses())
                .map(Class::getName)
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsAsTheSchemaHasIt(Event event) {
    assertThat(EventSchema.errors(EventSchema.json(event))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void theSchemaRefusesWhatIsNotInIt(Event event) {
    ObjectNode json = (ObjectNode) JSON.readTree(EventSchema.json(event));

    assertThat(EventSchema.errors(json.deepCopy().put("unheardOf", 1).toString())).isNotEmpty();
    assertThat(EventSchema.errors(json.deepCopy().put("type", "bosh.unheard").toString()))
        .isNotEmpty();
    assertThat(EventSchema.errors(json.deepCopy().put("v", 2).toString())).isNotEmpty();
    assertThat(EventSchema.errors(json.deepCopy().put("time", "10:00").toString())).isNotEmpty();
    assertThat(EventSchema.errors(json.deepCopy().put("exchange", "12").toString())).isNotEmpty();
    for (String required : List.of("v", "time", "type", "server", "exchange")) {
      ObjectNode less = json.deepCopy();
      less.remove(required);
      assertThat(EventSchema.errors(less.toString())).as(required).isNotEmpty();
    }
  }

  @Test
  void theSchemaRefusesAPollWithoutItsStatus() {
    ObjectNode poll =
        (ObjectNode)
            JSON.readTree(
                EventSchema.json(
                    Samples.poll(
                        Samples.context(0, 1),
                        Event.Outcome.UNANSWERED,
                        Duration.ofSeconds(41),
                        new Ending.Closed(Side.CLIENT, Ending.Manner.RESET, false))));
    poll.remove("status");

    assertThat(EventSchema.errors(poll.toString())).isNotEmpty();
  }

  @Test
  void anUnansweredPollSaysWhatIsAbsent() {
    JsonNode json =
        JSON.readTree(
            EventSchema.json(
                Samples.poll(
                    Samples.context(41_250, 7),
                    Event.Outcome.UNANSWERED,
                    Duration.ofMillis(41_007),
                    new Ending.Closed(Side.SERVER, Ending.Manner.CLEAN, true))));

    assertThat(json)
        .isEqualTo(
            JSON.readTree(
                """
                {"v":1,"time":"2026-11-22T10:00:41.250Z","type":"bosh.poll",
                 "server":"finesse1.example.com:7443","exchange":7,"client":"127.0.0.1:51234",
                 "agent":"1001003","jid":"1001003@finesse1.example.com/desktop",
                 "sid":"3445afbe","rid":4718,"connection":3,
                 "outcome":"unanswered","status":null,"bodyBytes":-1,"heldMs":41007,
                 "waitMs":30000,"endedBy":"server","how":"clean"}"""));
  }

  @Test
  void changesOfASessionHaveTheWordsOfTheContract() {
    assertThat(Event.Change.values())
        .extracting(
            change ->
                JSON.readTree(EventSchema.json(Samples.session(Samples.context(0, 1), change)))
                    .path("change")
                    .asString())
        .containsExactly(
            "created",
            "authenticated",
            "auth-failed",
            "restarted",
            "bound",
            "terminated",
            "lost",
            "re-created");
  }

  @Test
  void aLossIsAnEventToo() {
    String json = EventSchema.json(new Observation.Loss(Samples.TEN, "queue full", 12));

    assertThat(EventSchema.errors(json)).isEmpty();
    assertThat(JSON.readTree(json))
        .isEqualTo(
            JSON.readTree(
                """
                {"v":1,"time":"2026-11-22T10:00:00.000Z","type":"proxy.loss",
                 "what":"queue full","count":12}"""));
  }
}
