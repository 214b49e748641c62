package dev.boshtap.exporters.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server may answer, in each body of the decoders' fixtures, keeps to the schema. */
class FixtureEventsTest {

  private static final Path FOLDER = Path.of("..", "decoders", "src", "test", "resources", "bosh");
  private static final String POLL =
      "<body xmlns='http://jabber.org/protocol/httpbind' sid='3445afbe' rid='4711'/>";
  private static final Header XML = new Header("Content-Type", "text/xml");

  static Stream<Path> bodies() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void everyEventOfItIsAsTheSchemaHasIt(Path body) throws IOException {
    List<Event> events = events(Files.readAllBytes(body));

    for (Event event : events) {
      assertThat(EventSchema.errors(EventSchema.json(event))).as(event.type()).isEmpty();
    }
  }

  /** A poll of a session that is answered with this body. */
  private static List<Event> events(byte[] body) {
    Observer observer = new Observer(Limits.DEFAULTS);
    List<Observation> said = new ArrayList<>();
    for (WireEvent event :
        List.of(
            new WireEvent.Opened(Samples.at(0), Samples.CONNECTION),
            new WireEvent.Started(
                Samples.at(0),
                1,
                Samples.CONNECTION,
                new RequestHead("POST", "/http-bind/", "HTTP/1.1", List.of(XML))),
            new WireEvent.RequestBytes(Samples.at(0), 1, POLL.getBytes(UTF_8)),
            new WireEvent.RequestCompleted(Samples.at(0), 1, POLL.length()),
            new WireEvent.ResponseStarted(
                Samples.at(900), 1, new ResponseHead("HTTP/1.1", 200, "OK", List.of(XML), true)),
            new WireEvent.ResponseBytes(Samples.at(900), 1, body),
            new WireEvent.Ended(Samples.at(900), 1, Ending.ANSWERED, body.length, 0, 0, 0))) {
      said.addAll(observer.on(event));
    }
    said.addAll(observer.finish(Samples.at(1_000)));
    return said.stream()
        .filter(Observation.Happened.class::isInstance)
        .map(observation -> ((Observation.Happened) observation).event())
        .toList();
  }
}
