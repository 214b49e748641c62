package dev.boshtap.exporters.table;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.Sink;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TablesTest {

  /** What is written, read as a spreadsheet reads it. */
  private static List<NamedCsvRecord> table(
      Function<Writer, Sink> form, Observation... observations) throws IOException {
    StringWriter text = new StringWriter();
    try (Sink sink = form.apply(text)) {
      for (Observation observation : observations) {
        sink.accept(observation);
      }
    }
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text.toString())) {
      return reader.stream().toList();
    }
  }

  @Test
  void aPollIsALineAndNothingElseIs() throws IOException {
    List<NamedCsvRecord> lines =
        table(
            PollTable::new,
            Exchanges.starting(1_000, 7)
                .ended(42_000, Ending.OPEN)
                .poll("pending", false)
                .finished(),
            Exchanges.starting(2_000, 8)
                .answered(32_000, 200, "text/xml", "<body/>")
                .poll("answered", false)
                .finished(),
            Exchanges.starting(3_000, 9).answered(3_001, 200, "text/xml", "<User/>").finished(),
            new Observation.Loss(Samples.TEN, "lost", 1));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).getField("status")).isEmpty();
    assertThat(lines.get(1).getFieldsAsMap())
        .containsEntry("started", "2026-11-22T10:00:02Z")
        .containsEntry("server", "finesse1.example.com:7443")
        .containsEntry("exchange", "8")
        .containsEntry("outcome", "answered")
        .containsEntry("status", "200")
        .containsEntry("heldMs", "30000")
        .containsEntry("bodyBytes", "7")
        .containsEntry("endedBy", "");
  }

  @Test
  void anEventIsALineWithAllOfItAsJsonInTheLastColumn() throws IOException {
    Event event = Samples.user(Samples.context(1_000, 7), "READY", "TALKING");
    List<NamedCsvRecord> lines = table(EventTable::new, new Observation.Happened(event));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).getFieldsAsMap())
        .containsEntry("type", "finesse.user")
        .containsEntry("agent", "1001003")
        .containsEntry("state", "READY")
        .containsEntry("previousState", "TALKING")
        .containsEntry("heldMs", "");
    assertThat(JsonMapper.shared().readTree(lines.get(0).getField("json")).path("state").asString())
        .isEqualTo("READY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+2", "+1", "-1", "@SUM(A1)"})
  void whatBeginsLikeAFormulaIsText(String state) throws IOException {
    Event event = Samples.user(Samples.context(1_000, 7), state, "say \"hi\", then\nleave");
    NamedCsvRecord line = table(EventTable::new, new Observation.Happened(event)).get(0);

    assertThat(line.getField("state")).isEqualTo("'" + state);
    assertThat(line.getField("previousState")).isEqualTo("say \"hi\", then\nleave");
  }
}
