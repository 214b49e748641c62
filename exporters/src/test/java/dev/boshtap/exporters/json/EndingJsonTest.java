package dev.boshtap.exporters.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.exporters.Samples;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

class EndingJsonTest {

  static List<Ending> endings() {
    return Samples.endings();
  }

  @ParameterizedTest
  @MethodSource("endings")
  void everyEndingComesBackAsItWas(Ending ending) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
      EndingJson.write(out, ending);
    }

    assertThat(EndingJson.read(JsonMapper.shared().readTree(text.toString()))).contains(ending);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "7",
        "{\"kind\":\"unheard\"}",
        "{\"kind\":\"closed\",\"by\":\"moon\",\"manner\":\"clean\"}"
      })
  void whatIsNoneOfOursIsNoEnding(String json) {
    assertThat(EndingJson.read(JsonMapper.shared().readTree(json))).isEmpty();
  }

  @Test
  void everyWordIsInTheReference() throws IOException {
    String reference = Files.readString(Path.of("..", "docs", "reference", "har.md"));

    assertThat(Samples.endings().stream().flatMap(e -> EndingJson.word(e).stream()).distinct())
        .hasSizeGreaterThan(10)
        .allSatisfy(word -> assertThat(reference).contains("`" + word + "`"));
  }
}
