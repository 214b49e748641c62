package dev.boshtap.exporters.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Sign;
import dev.boshtap.exporters.Samples;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds docs/reference/events.md to the schema. */
class EventReferenceTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("### `([a-z.]+)`\\R(?:(?!### |```)[\\s\\S])*```json\\R([\\s\\S]*?)```");

  private static List<MatchResult> examples() {
    return EXAMPLE
        .matcher(EventSchema.text(EventSchema.REFERENCE.resolve("events.md")))
        .results()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAnEventOfItsHeading(MatchResult example) {
    assertThat(EventSchema.errors(example.group(2))).isEmpty();
    assertThat(JsonMapper.shared().readTree(example.group(2)).path("type").asString())
        .isEqualTo(example.group(1));
  }

  @Test
  void everyTypeOfTheSchemaHasItsExample() {
    JsonNode schema =
        JsonMapper.shared()
            .readTree(EventSchema.text(EventSchema.REFERENCE.resolve("events.schema.json")));
    List<String> types =
        schema.path("$defs").values().stream()
            .map(definition -> definition.path("properties").path("type"))
            .flatMap(
                type ->
                    type.has("const")
                        ? List.of(type.path("const").asString()).stream()
                        : type.path("enum").values().stream().map(JsonNode::asString))
            .toList();

    assertThat(examples()).extracting(example -> example.group(1)).containsAll(types);
    assertThat(types).contains("finesse.user", "proxy.loss").doesNotHaveDuplicates();
    assertThat(types).containsAll(Samples.events().stream().map(Event::type).toList());
  }

  @ParameterizedTest
  @EnumSource
  void everySignIsListedWithItsWeight(Sign sign) {
    assertThat(EventSchema.text(EventSchema.REFERENCE.resolve("events.md")))
        .contains(
            "| `%s` | %s |".formatted(sign.word(), sign.weight().name().toLowerCase(Locale.ROOT)));
  }
}
