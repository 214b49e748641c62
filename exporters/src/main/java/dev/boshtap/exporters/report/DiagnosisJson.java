package dev.boshtap.exporters.report;

import dev.boshtap.decoders.diagnosis.Verdict;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.exporters.json.FindingJson;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a diagnosis found, for a program: one JSON object with the verdict and the findings. */
public final class DiagnosisJson {

  private DiagnosisJson() {}

  /**
   * Writes the object and a line break; {@code out} stays open.
   *
   * @param captures the names of the captures, in the order in which {@code evidenceFiles} counts
   */
  public static void write(
      OutputStream out, Verdict verdict, List<Finding> findings, List<String> captures) {
    try (JsonGenerator json =
        JsonMapper.shared()
            .writer()
            .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberProperty("v", 1);
      json.writeStringProperty("verdict", verdict.text());
      if (verdict.side() != null) {
        json.writeStringProperty("side", verdict.side().word());
      }
      json.writeBooleanProperty("trouble", verdict.trouble());
      json.writeArrayPropertyStart("captures");
      captures.forEach(json::writeString);
      json.writeEndArray();
      json.writeArrayPropertyStart("findings");
      for (Finding finding : findings) {
        json.writeStartObject();
        FindingJson.write(json, finding);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
