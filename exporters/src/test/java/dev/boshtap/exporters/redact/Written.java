package dev.boshtap.exporters.redact;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.har.HarSink;
import dev.boshtap.exporters.json.EventLines;
import dev.boshtap.exporters.terminal.Summary;
import dev.boshtap.exporters.terminal.TerminalSink;
import dev.boshtap.exporters.terminal.TerminalStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/** All that any sink writes of some traffic, to be searched for what should not be in it. */
final class Written {

  private Written() {}

  /** The outputs of all sinks, one after the other; the HAR goes by way of {@code folder}. */
  static String by(Redactor redactor, List<Observation> traffic, Path folder) throws IOException {
    StringBuilder terminal = new StringBuilder();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Path har = folder.resolve("out.har");
    List<Sink> sinks =
        List.of(
            new TerminalSink(terminal, new TerminalStyle(false, 0, ZoneOffset.UTC, true)),
            new Summary(terminal, 0),
            new EventLines(lines),
            new HarSink(har, new HarOptions("0.1.0", ZoneOffset.UTC, redactor.policy())));
    for (Sink sink : sinks) {
      for (Observation observation : traffic) {
        sink.accept(redactor.redact(observation));
      }
      sink.close();
    }
    return terminal
        + lines.toString(StandardCharsets.UTF_8)
        + Files.readString(har)
        + CaptureBytes.of(redactor, traffic, folder);
  }

  /** Whether a text holds a value, in any of the codings it was planted in. */
  static boolean holds(String text, String value) {
    if (text.contains(value)) {
      return true;
    }
    // In base64, what stands before decides how a text is written: three ways.
    for (String before : List.of("", "u", "uu")) {
      String whole =
          Base64.getEncoder().encodeToString((before + value).getBytes(StandardCharsets.UTF_8));
      if (text.contains(whole.substring(4, whole.length() - 4))) {
        return true;
      }
    }
    return false;
  }
}
