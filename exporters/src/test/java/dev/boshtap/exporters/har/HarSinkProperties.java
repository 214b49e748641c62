package dev.boshtap.exporters.har;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Direction;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.json.JsonMapper;

class HarSinkProperties {

  private static Path file = Path.of("");

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("boshtap-", ".har");
  }

  @AfterContainer
  static void removeFile() throws IOException {
    Files.delete(file);
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all(),
        Arbitraries.strings().withChars("\"\\{}[],:\u0000\u2028\ud83d\ude42<>&'%=;/? "));
  }

  private static void write(Observation observation) throws IOException {
    try (HarSink sink =
        new HarSink(file, new HarOptions("0.1.0", ZoneOffset.UTC, RedactionPolicy.NONE))) {
      sink.accept(observation);
    }
  }

  @Property(tries = 300)
  void whateverTheTextsAreTheFileIsAHar(
      @ForAll("text") String target,
      @ForAll("text") String name,
      @ForAll("text") String value,
      @ForAll byte[] body,
      @ForAll("text") String from)
      throws IOException {
    write(
        Exchanges.starting(0, 1)
            .request("POST", "/" + target, value)
            .header(name, value)
            .header("Cookie", value)
            .header("Content-Type", name)
            .answered(
                10,
                200,
                List.of(
                    new Header("Content-Type", name),
                    new Header("Content-Encoding", value),
                    new Header("Set-Cookie", value),
                    new Header("Location", target)),
                body)
            .ended(10, new Ending.Unknown(value))
            .with(
                new Event.Stanza(
                    Samples.context(0, 1),
                    Event.StanzaKind.ERROR,
                    Direction.TO_CLIENT,
                    from,
                    name,
                    value,
                    target,
                    null))
            .with(
                new Event.Rest(
                    Samples.context(0, 1), name, target, null, Duration.ZERO, value, null, null))
            .finished());

    var entry =
        JsonMapper.shared().readTree(Files.readAllBytes(file)).path("log").path("entries").path(0);
    assertThat(entry.path("request").path("url").asString())
        .matches("https://finesse1\\.example\\.com:7443/[\\x21-\\x7e]*");
    try (HarReader reader = HarReader.open(file)) {
      assertThat(reader.next()).isInstanceOf(WireEvent.Opened.class);
    }
  }

  @Property(tries = 300)
  void everyBodyComesBackByteByByte(@ForAll byte[] body) throws IOException {
    write(
        Exchanges.starting(0, 1)
            .answered(
                10, 200, List.of(new Header("Content-Type", "text/plain; charset=utf-8")), body)
            .finished());

    List<byte[]> bodies = new ArrayList<>();
    try (HarReader reader = HarReader.open(file)) {
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        if (event instanceof WireEvent.ResponseBytes bytes) {
          bodies.add(bytes.bytes());
        }
      }
    }
    if (body.length == 0) {
      assertThat(bodies).isEmpty();
    } else {
      assertThat(bodies).hasSize(1);
      assertThat(bodies.get(0)).isEqualTo(body);
    }
  }
}
