package dev.boshtap.exporters.har;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Exchanges;
import dev.boshtap.exporters.Samples;
import dev.boshtap.exporters.redact.RedactionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebSocketEntryTest {

  private static final Ending CLOSED = new Ending.Closed(Side.SERVER, Ending.Manner.CLEAN, true);

  @TempDir private Path folder;

  @Test
  void messagesStandInTheEntryInChromesShape() throws IOException {
    try (HarSink sink = sink()) {
      Observation.Finished socket = socket(1);
      sink.accept(new Observation.Upgraded(socket.exchange()));
      sink.accept(message(500, Side.CLIENT, SocketMessage.TEXT, "<presence/>".getBytes(UTF_8)));
      sink.accept(
          new Observation.Happened(Samples.user(Samples.context(700, 1), "READY", "NOT_READY")));
      sink.accept(message(750, Side.SERVER, SocketMessage.PING, new byte[] {1, 2}));
      sink.accept(
          new Observation.Message(
              Samples.at(800),
              1,
              new SocketMessage(
                  Side.SERVER,
                  SocketMessage.TEXT,
                  new byte[] {(byte) 0xFF},
                  -1,
                  400,
                  3,
                  true,
                  Set.of(SocketFault.UNFINISHED))));
      sink.accept(socket);
      sink.accept(Exchanges.starting(900, 2).ended(950, CLOSED).finished());
    }
    JsonNode entries = entries();
    assertThat(entries).hasSize(2);
    JsonNode entry = entries.get(0);
    assertThat(entry.path("_resourceType").asString()).isEqualTo("websocket");
    assertThat(entry.path("response").path("status").asInt()).isEqualTo(101);
    assertThat(entry.path("_webSocketMessages"))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    [{"type":"send","time":1795341600.500000,"opcode":1,"data":"<presence/>",
                      "_clock":[400000000,400000000],"_onWire":13},
                     {"type":"receive","time":1795341600.750000,"opcode":9,"data":"AQI=",
                      "_clock":[650000000,650000000],"_onWire":4},
                     {"type":"receive","time":1795341600.800000,"opcode":1,"data":"/w==",
                      "_encoding":"base64","_clock":[700000000,700000000],"_onWire":400,
                      "_frames":3,"_compressed":true,"_missing":-1,"_faults":["unfinished"]}]"""));
    assertThat(entry.path("_events")).hasSize(1);
    assertThat(entry.path("_events").get(0).path("state").asString()).isEqualTo("READY");
    assertThat(entries.get(1).has("_webSocketMessages")).isFalse();
  }

  @Test
  void whatIsTooMuchForMemoryIsKeptBesideTheFileUntilTheEnd() throws IOException {
    int count = 3_000;
    try (HarSink sink = sink()) {
      Observation.Finished socket = socket(1);
      sink.accept(new Observation.Upgraded(socket.exchange()));
      for (int i = 0; i < count; i++) {
        sink.accept(
            message(
                i, Side.SERVER, SocketMessage.TEXT, ("<message id='" + i + "'/>").getBytes(UTF_8)));
        sink.accept(
            new Observation.Happened(Samples.user(Samples.context(i, 1), "STATE " + i, null)));
        sink.flush();
      }
      assertThat(files()).contains("socket.har.1-messages.part", "socket.har.1-events.part");
      assertThat(Files.size(folder.resolve("socket.har.1-messages.part"))).isGreaterThan(300_000);
      assertThat(entries()).as("a whole HAR while it is open").isEmpty();

      sink.accept(socket);
      assertThat(files()).containsExactly("socket.har");
    }
    JsonNode entry = entries().get(0);
    assertThat(entry.path("_webSocketMessages")).hasSize(count);
    assertThat(entry.path("_events")).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(entry.path("_webSocketMessages").get(i).path("data").asString())
          .isEqualTo("<message id='" + i + "'/>");
      assertThat(entry.path("_events").get(i).path("state").asString()).isEqualTo("STATE " + i);
    }
  }

  @Test
  void whatIsWrittenIsReadBackAsItWas() throws IOException {
    List<Observation.Message> told =
        List.of(
            message(500, Side.CLIENT, SocketMessage.TEXT, "<presence/>".getBytes(UTF_8)),
            message(500, Side.SERVER, SocketMessage.CLOSE, new byte[] {3, (byte) 0xE8}),
            new Observation.Message(
                new Moment(Samples.at(800).wall(), Samples.at(799).monotonic() + 7),
                1,
                new SocketMessage(
                    Side.SERVER,
                    SocketMessage.TEXT,
                    new byte[] {(byte) 0xFF},
                    -1,
                    400,
                    3,
                    true,
                    Set.of(SocketFault.UNFINISHED, SocketFault.MASKED))));
    try (HarSink sink = sink()) {
      Observation.Finished socket = socket(1);
      sink.accept(new Observation.Upgraded(socket.exchange()));
      for (Observation.Message each : told) {
        sink.accept(each);
      }
      sink.accept(socket);
    }
    List<WireEvent.MessageSeen> seen = new ArrayList<>();
    try (HarReader reader = HarReader.open(folder.resolve("socket.har"))) {
      for (WireEvent event = reader.next(); event != null; event = reader.next()) {
        if (event instanceof WireEvent.MessageSeen message) {
          seen.add(message);
        }
      }
    }
    assertThat(seen)
        .usingRecursiveComparison()
        .isEqualTo(
            told.stream()
                .map(each -> new WireEvent.MessageSeen(each.at(), 1, each.message()))
                .toList());
  }

  @Test
  void nothingIsLeftBehindOfWebSocketsWhoseEndWasNeverTold() throws IOException {
    try (HarSink sink = sink()) {
      sink.accept(new Observation.Upgraded(socket(1).exchange()));
      for (int i = 0; i < 500; i++) {
        sink.accept(message(i, Side.CLIENT, SocketMessage.BINARY, new byte[100]));
      }
      assertThat(files()).contains("socket.har.1-messages.part");
    }
    assertThat(files()).containsExactly("socket.har");
    assertThat(entries()).isEmpty();
  }

  private HarSink sink() throws IOException {
    return new HarSink(
        folder.resolve("socket.har"),
        new HarOptions("0.1.0", ZoneOffset.UTC, RedactionPolicy.NONE));
  }

  private static Observation.Finished socket(long number) {
    return Exchanges.starting(100, number)
        .request("GET", "/ws/", "")
        .answered(200, 101, List.of(new Header("Upgrade", "websocket")), new byte[0])
        .finished();
  }

  private static Observation.Message message(long millis, Side from, int opcode, byte[] payload) {
    return new Observation.Message(
        Samples.at(millis),
        1,
        new SocketMessage(from, opcode, payload, 0, payload.length + 2, 1, false, Set.of()));
  }

  private JsonNode entries() throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(folder.resolve("socket.har")))
        .path("log")
        .path("entries");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
