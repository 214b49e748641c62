package dev.boshtap.exporters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonPadTest {

  private final JsonPad pad =
      new JsonPad(JsonMapper.shared().writer().withRootValueSeparator("")::createGenerator);

  @Test
  void textsDoNotTouchEachOther() {
    assertThat(text("one")).isEqualTo("{\"a\":\"one\"}");
    assertThat(text("2")).isEqualTo("{\"a\":\"2\"}");
    assertThat(pad.text(json -> json.writeNumber(3))).isEqualTo("3");
  }

  @Test
  void aTextMayBeLongerThanAllBeforeIt() {
    for (int length : new int[] {1, 4_095, 4_096, 100_000, 1, 1_000_000, 2}) {
      assertThat(text("x".repeat(length))).isEqualTo("{\"a\":\"" + "x".repeat(length) + "\"}");
    }
  }

  @Test
  void whatFailsHalfWayLeavesNothingBehind() {
    for (String begun : new String[] {"short", "long".repeat(10_000)}) {
      assertThatThrownBy(
              () ->
                  pad.text(
                      json -> {
                        json.writeStartObject().writeStringProperty("a", begun);
                        throw new IllegalStateException("cannot be read");
                      }))
          .hasMessage("cannot be read");
      assertThat(text("next")).isEqualTo("{\"a\":\"next\"}");
    }
  }

  @Test
  void halfASurrogatePairIsWritten() {
    assertThat(text("\ud83d")).isEqualTo("{\"a\":\"\ud83d\"}");
    assertThat(new String(pad.bytes(json -> json.writeString("\ud83d")), UTF_8)).isEqualTo("\"?\"");
  }

  private String text(String value) {
    return pad.text(
        json -> json.writeStartObject().writeStringProperty("a", value).writeEndObject());
  }
}
