package dev.boshtap.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Header;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.RequestHead;
import dev.boshtap.decoders.wire.ResponseHead;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A WebSocket, all the way down: frames, inflation, stanzas, pings, the end. The input's first byte
 * tells what was agreed on and who sends, its second where the rest is cut into two pieces; what is
 * said may not depend on the cut.
 */
class WebSocketFuzzTest {

  private static final List<String> EXTENSIONS =
      List.of(
          "",
          "permessage-deflate",
          "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
          "permessage-deflate; client_no_context_takeover");
  private static final Moment START = Moment.of(Instant.parse("2026-11-22T10:00:00Z"));

  /** Frames of RFC 6455, 5.7, and RFC 7692, 7.2.3, a stream's opening, a ping, a Close. */
  static Stream<byte[]> seeds() {
    return Stream.of(
            "0003810548656c6c6f",
            "0402818537fa213d7f9f4d5158",
            "0001010348656c80026c6f",
            "0004890548656c6c6f8a0548656c6c6f",
            "0103c107f248cdc9c90700c105f200110000",
            "0205c10b000500faff48656c6c6f00",
            "0102c108f348cdc9c9070000",
            "0002817e" + text(130, "<message><body>" + "x".repeat(100) + "</body></message>"),
            "0003" + text(0x81, "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>"),
            "0003" + text(0x81, "<iq type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>"),
            "0007880403e8627988020001",
            "0001817fffffffffffffffff810161")
        .map(HexFormat.of()::parseHex);
  }

  private static String text(int first, String text) {
    String payload = HexFormat.of().formatHex(text.getBytes(UTF_8));
    return first == 130
        ? "%04x".formatted(text.length()) + payload
        : "%02x%02x".formatted(first, text.length()) + payload;
  }

  @MethodSource("seeds")
  @FuzzTest
  void reads(byte[] input) {
    if (input.length < 3) {
      return;
    }
    byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
    int cut = (input[1] & 0xFF) % bytes.length;
    List<String> whole = said(input[0], bytes, 0);
    List<String> pieces = said(input[0], bytes, cut);
    boolean sound = whole.stream().noneMatch(line -> line.contains("NOT_RECORDED"));
    if (sound && isUncut(whole) && !whole.equals(pieces)) {
      throw new AssertionError("cut at " + cut + ": " + pieces + " (expected: " + whole + ")");
    }
  }

  /** Behind a length that cannot be, pieces matter: the next sound one is read. */
  private static boolean isUncut(List<String> said) {
    return said.stream().noneMatch(line -> line.contains("TOO_LARGE"));
  }

  private static List<String> said(int choice, byte[] bytes, int cut) {
    Observer observer = new Observer(Limits.DEFAULTS);
    Connection connection = new Connection(1, new HostPort("fin.example", 7443), "127.0.0.1:5");
    Header upgrade = new Header("Upgrade", "websocket");
    RequestHead request = new RequestHead("GET", "/ws/", "HTTP/1.1", List.of(upgrade));
    List<Header> agreed =
        List.of(
            upgrade,
            new Header("Sec-WebSocket-Protocol", "xmpp"),
            new Header("Sec-WebSocket-Extensions", EXTENSIONS.get(choice & 3)));
    Side from = (choice & 4) == 0 ? Side.SERVER : Side.CLIENT;
    List<Observation> said = new ArrayList<>();
    said.addAll(observer.on(new WireEvent.Started(START, 1, connection, request)));
    said.addAll(
        observer.on(
            new WireEvent.ResponseStarted(
                START, 1, new ResponseHead("HTTP/1.1", 101, "", agreed, true))));
    if (cut > 0) {
      said.addAll(observer.on(seen(from, Arrays.copyOf(bytes, cut))));
    }
    said.addAll(observer.on(seen(from, Arrays.copyOfRange(bytes, cut, bytes.length))));
    Moment end = START.plus(Duration.ofSeconds(30));
    said.addAll(observer.tick(end));
    Ending ending = new Ending.Closed(from, Ending.Manner.CLEAN, true);
    said.addAll(observer.on(new WireEvent.Ended(end, 1, ending, 0, 0, 0, 0)));
    return said.stream().map(WebSocketFuzzTest::line).toList();
  }

  private static WireEvent seen(Side from, byte[] bytes) {
    return new WireEvent.UpgradedBytes(START, 1, from, bytes, 0);
  }

  private static String line(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      return happened.event().toString();
    }
    if (observation instanceof Observation.Message told) {
      byte[] payload = told.message().payload();
      if (payload.length > Limits.DEFAULTS.sockets().message()) {
        throw new AssertionError("payload of " + payload.length + " bytes kept");
      }
      return told.message().opcode()
          + " "
          + Arrays.hashCode(payload)
          + " "
          + told.message().missing()
          + " "
          + told.message().faults();
    }
    return observation.getClass().getSimpleName();
  }
}
