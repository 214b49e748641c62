package dev.boshtap.exporters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.json.EventLines;
import dev.boshtap.exporters.read.CaptureReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that a capture tells.
 *
 * @param wire what was seen
 * @param end until when
 * @param losses what is missing
 * @param isDamaged whether it is cut or damaged
 */
public record Told(
    List<WireEvent> wire, Moment end, List<Observation.Loss> losses, boolean isDamaged) {

  /** Reads a capture to its end, and closes it. */
  public static Told by(CaptureReader capture) throws IOException {
    try (CaptureReader reader = capture) {
      List<WireEvent> wire = new ArrayList<>();
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        wire.add(event);
      }
      assertThat(wire).isSortedAccordingTo(Comparator.comparing(WireEvent::at));
      return new Told(
          wire, reader.end().orElse(Moment.of(Instant.EPOCH)), reader.losses(), reader.isDamaged());
    }
  }

  /** What was seen, and what is missing, a line each. */
  public String wireLines() {
    StringBuilder lines = new StringBuilder(WireJson.lines(wire));
    for (Observation.Loss loss : losses) {
      lines.append(loss.what()).append(": ").append(loss.count()).append('\n');
    }
    return lines.toString();
  }

  /** What the observer makes of it. */
  public List<Observation> observed() {
    return observed(wire, end);
  }

  /** What the observer makes of what was seen until then. */
  public static List<Observation> observed(List<WireEvent> wire, Moment end) {
    Observer observer = new Observer(Limits.DEFAULTS);
    List<Observation> all = new ArrayList<>();
    wire.forEach(event -> all.addAll(observer.on(event)));
    all.addAll(observer.finish(end));
    return all;
  }

  /** The events as JSON lines. */
  public String eventLines() throws IOException {
    return eventLines(observed());
  }

  /** The events among observations as JSON lines. */
  public static String eventLines(List<Observation> observations) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EventLines lines = new EventLines(out)) {
      for (Observation observation : observations) {
        lines.accept(observation);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
