package dev.boshtap.exporters.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.NotWrittenException;
import dev.boshtap.exporters.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventLinesTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static Observation ready() {
    return new Observation.Happened(Samples.user(Samples.context(0, 1), "READY", null));
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void everyEventIsALineAndVisibleOnceFlushed() throws IOException {
    EventLines lines = new EventLines(out);
    for (Event event : Samples.events()) {
      lines.accept(new Observation.Happened(event));
    }
    lines.accept(new Observation.Loss(Samples.TEN, "queue full", 3));
    lines.flush();

    assertThat(lines())
        .hasSize(Samples.events().size() + 1)
        .allSatisfy(line -> assertThat(EventSchema.errors(line)).isEmpty());
    lines.close();
    lines.close();
  }

  @Test
  void halfASurrogatePairDoesNotBreakTheLine() throws IOException {
    try (EventLines lines = new EventLines(out)) {
      lines.accept(
          new Observation.Happened(
              Samples.user(Samples.context(0, 1), "RE\ud83dADY", "\udc00\u0000")));
    }

    assertThat(lines()).singleElement().satisfies(JsonMapper.shared()::readTree);
  }

  @Test
  void anEventThatCannotBeWrittenLeavesNoHalfLine() throws IOException {
    Event.Finesse ready = Samples.user(Samples.context(0, 1), "READY", null);
    Event.Finesse broken =
        new Event.Finesse(
            ready.context(),
            ready.subject(),
            ready.item(),
            JsonMapper.shared().createObjectNode().putPOJO("a", new Broken()),
            ready.fields(),
            null,
            ready.life());
    try (EventLines lines = new EventLines(out)) {
      lines.accept(ready());
      assertThatThrownBy(() -> lines.accept(new Observation.Happened(broken)))
          .hasMessageContaining("no answer");
      lines.accept(ready());
    }

    assertThat(lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(EventSchema.errors(line)).isEmpty());
  }

  /** A value that JSON cannot be made of. */
  public static final class Broken {
    /** Never gives one. */
    public int getValue() {
      return Integer.parseInt("no answer");
    }
  }

  @Test
  void aWriteThatFailsHalfWayCostsItsLinesAndCountsThem() throws IOException {
    boolean[] full = {true};
    OutputStream disk =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            if (full[0] && length > 20) {
              out.write(bytes, from, 20);
              throw new IOException("No space left on device");
            }
            out.write(bytes, from, length);
          }
        };
    try (EventLines lines = new EventLines(disk)) {
      lines.accept(ready());
      lines.accept(ready());
      lines.accept(ready());
      assertThatThrownBy(lines::flush)
          .hasMessageContaining("No space")
          .isInstanceOfSatisfying(
              NotWrittenException.class, e -> assertThat(e.observations()).isEqualTo(3));
      full[0] = false;
      lines.accept(ready());
      lines.flush();
    }

    assertThat(lines()).hasSize(2);
    assertThat(EventSchema.errors(lines().get(1))).isEmpty();
  }
}
