package dev.boshtap.proxy.trust;

import dev.boshtap.decoders.wire.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The form of {@code pins.json}: {@code {"v":1,"pins":{"HOST:PORT":{sha256,subject,since}}}}. */
final class PinsFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PinsFile() {}

  static SortedMap<String, Pin> read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try {
      JsonNode root = JSON.readTree(content);
      if (root.path("v").asInt(0) != 1) {
        throw damaged(file, null);
      }
      SortedMap<String, Pin> pins = new TreeMap<>();
      for (var entry : root.required("pins").properties()) {
        JsonNode pin = entry.getValue();
        HostPort target = HostPort.parse(entry.getKey());
        pins.put(
            target.toString(),
            new Pin(
                target,
                pin.required("sha256").asString(),
                pin.required("subject").asString(),
                Instant.parse(pin.required("since").asString())));
      }
      return pins;
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw damaged(file, e);
    }
  }

  private static IOException damaged(Path file, @Nullable RuntimeException cause) {
    return new IOException(
        file + ": damaged (expected: pins as written by `boshtap trust add`)", cause);
  }

  static byte[] content(Collection<Pin> pins) {
    ObjectNode root = JSON.createObjectNode().put("v", 1);
    ObjectNode all = root.putObject("pins");
    for (Pin pin : pins) {
      all.putObject(pin.target().toString())
          .put("sha256", pin.sha256())
          .put("subject", pin.subject())
          .put("since", pin.since().toString());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }
}
