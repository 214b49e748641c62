package dev.boshtap.exporters.har;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One JSON value as UTF-8. */
final class HarJson {

  private static final ObjectWriter JSON = JsonMapper.shared().writer();

  private HarJson() {}

  static byte[] bytes(Consumer<JsonGenerator> value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // A writer and not the byte-based generator: that one refuses half a surrogate pair, which
    // network text may well hold.
    try (Writer encoder = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        JsonGenerator out = JSON.createGenerator(encoder)) {
      value.accept(out);
    }
    return bytes.toByteArray();
  }
}
