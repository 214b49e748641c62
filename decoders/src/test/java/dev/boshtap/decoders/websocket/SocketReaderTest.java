package dev.boshtap.decoders.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketFault;
import dev.boshtap.decoders.wire.SocketMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketReaderTest {

  private static final Compression DEFLATE = new Compression(true, true, true);
  private static final Compression EACH_BY_ITSELF = new Compression(true, false, false);
  private static final int LIMIT = 1 << 16;

  /** RFC 6455, 5.7, and RFC 7692, 7.2.3: the examples as they are printed there. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          6455 5.7 unmasked text         | SERVER | 810548656c6c6f                 | 1  | Hello | 1
          6455 5.7 masked text           | CLIENT | 818537fa213d7f9f4d5158         | 1  | Hello | 1
          6455 5.7 fragmented text       | SERVER | 010348656c80026c6f             | 1  | Hello | 2
          6455 5.7 ping                  | SERVER | 890548656c6c6f                 | 9  | Hello | 1
          6455 5.7 masked pong           | CLIENT | 8a8537fa213d7f9f4d5158         | 10 | Hello | 1
          7692 7.2.3.1 one block         | SERVER | c107f248cdc9c90700             | 1  | Hello | 1
          7692 7.2.3.1 two fragments     | SERVER | 4103f248cd8004c9c90700         | 1  | Hello | 2
          7692 7.2.3.3 no compression    | SERVER | c10b000500faff48656c6c6f00     | 1  | Hello | 1
          7692 7.2.3.4 with BFINAL       | SERVER | c108f348cdc9c9070000           | 1  | Hello | 1
          7692 7.2.3.5 two blocks        | SERVER | c10df248050000 00ffffcac9c90700| 1  | Hello | 1
          """)
  void readsTheExamples(String name, Side side, String hex, int opcode, String text, int frames) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(read(DEFLATE, side, bytes))
        .extracting(SocketMessage::opcode, SocketMessage::text, SocketMessage::frames)
        .containsExactly(tuple(opcode, text, frames));
    assertThat(read(DEFLATE, side, bytes))
        .allSatisfy(
            message -> {
              assertThat(message.isWhole()).isTrue();
              assertThat(message.faults()).isEmpty();
              assertThat(message.onWire()).isEqualTo(bytes.length);
              assertThat(message.compressed()).isEqualTo(name.startsWith("7692"));
            });
  }

  /** RFC 7692, 7.2.3.2: the second message refers to the first one, or does not. */
  @Test
  void readsTheExampleOfASharedWindow() {
    String first = "c107f248cdc9c90700";

    assertThat(read(DEFLATE, Side.SERVER, HexFormat.of().parseHex(first + "c105f200110000")))
        .extracting(SocketMessage::text)
        .containsExactly("Hello", "Hello");
    assertThat(read(EACH_BY_ITSELF, Side.SERVER, HexFormat.of().parseHex(first + first)))
        .extracting(SocketMessage::text)
        .containsExactly("Hello", "Hello");
  }

  @Test
  void aSecondMessageThatRefersToAWindowThatWasNotAgreedOnIsSaid() {
    byte[] bytes = HexFormat.of().parseHex("c107f248cdc9c90700" + "c105f200110000");

    assertThat(read(EACH_BY_ITSELF, Side.SERVER, bytes))
        .extracting(SocketMessage::faults)
        .containsExactly(Set.of(), Set.of(SocketFault.NOT_INFLATED));
  }

  @Test
  void lengthsOfEachSizeAreRead() {
    for (int length : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 70_000}) {
      byte[] bytes = Frames.of(Side.CLIENT).text("x".repeat(length)).bytes();
      SocketMessage message = read(Compression.NONE, Side.CLIENT, 1 << 20, bytes).get(0);

      assertThat(message.payload()).hasSize(length);
      assertThat(message.faults()).isEmpty();
    }
  }

  @Test
  void controlFramesComeBetweenFragments() {
    byte[] bytes =
        Frames.of(Side.SERVER)
            .frame(0x01, "<message".getBytes(UTF_8))
            .ping("now")
            .frame(0x80, "/>".getBytes(UTF_8))
            .bytes();

    assertThat(read(Compression.NONE, Side.SERVER, bytes))
        .extracting(SocketMessage::opcode, SocketMessage::text)
        .containsExactly(tuple(SocketMessage.PING, "now"), tuple(SocketMessage.TEXT, "<message/>"));
  }

  @Test
  void bothSidesHaveWindowsOfTheirOwn() {
    SocketReader reader = new SocketReader(DEFLATE, LIMIT);
    Frames client = Frames.of(Side.CLIENT);
    Frames server = Frames.of(Side.SERVER);
    List<String> texts = new ArrayList<>();
    int clientRead = 0;
    int serverRead = 0;
    for (int i = 0; i < 5; i++) {
      client.compressed("<presence to='a'/>" + i);
      server.compressed("<message from='b'/>" + i);
      // What was deflated stays the same, whenever it is taken.
      int clientTo = client.length();
      int serverTo = server.length();
      texts.addAll(read(reader, Side.CLIENT, clientRead, clientTo, client));
      texts.addAll(read(reader, Side.SERVER, serverRead, serverTo, server));
      clientRead = clientTo;
      serverRead = serverTo;
    }
    reader.close();

    assertThat(texts)
        .containsExactly(
            "<presence to='a'/>0", "<message from='b'/>0",
            "<presence to='a'/>1", "<message from='b'/>1",
            "<presence to='a'/>2", "<message from='b'/>2",
            "<presence to='a'/>3", "<message from='b'/>3",
            "<presence to='a'/>4", "<message from='b'/>4");
  }

  @Test
  void aCloseSaysItsCodeAndReason() {
    List<SocketMessage> messages =
        read(
            Compression.NONE,
            Side.SERVER,
            Frames.of(Side.SERVER).close(1001, "going away").bytes());

    assertThat(messages)
        .extracting(SocketMessage::closeCode, SocketMessage::closeReason, SocketMessage::faults)
        .containsExactly(tuple(1001, "going away", Set.of()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "CLIENT, 8105 48656c6c6f,       NOT_MASKED",
    "SERVER, 818537fa213d7f9f4d5158, MASKED",
    "SERVER, c10548656c6c6f,        RESERVED_BIT",
    "SERVER, a10548656c6c6f,        RESERVED_BIT",
    "SERVER, 830548656c6c6f,        RESERVED_OPCODE",
    "SERVER, 8b0548656c6c6f,        RESERVED_OPCODE",
    "SERVER, 817e000548656c6c6f,    LENGTH_NOT_MINIMAL",
    "SERVER, 817f000000000000000548656c6c6f, LENGTH_NOT_MINIMAL",
    "SERVER, 090548656c6c6f,        CONTROL_FRAGMENTED",
    "SERVER, 800548656c6c6f,        NO_BEGINNING",
    "SERVER, 880103,                BAD_CLOSE_CODE",
    "SERVER, 880203ee,              BAD_CLOSE_CODE",
    "SERVER, 88020001,              BAD_CLOSE_CODE"
  })
  void whatIsWrongIsSaidAndReadAllTheSame(Side side, String hex, SocketFault fault) {
    byte[] wrong = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] right = Frames.of(side).text("next").bytes();

    List<SocketMessage> messages = read(Compression.NONE, side, joined(wrong, right));

    assertThat(messages).hasSize(2);
    assertThat(messages.get(0).faults()).containsExactly(fault);
    assertThat(messages.get(1).text()).isEqualTo("next");
  }

  @Test
  void aControlFrameThatIsTooLongIsSaid() {
    byte[] bytes = Frames.of(Side.SERVER).ping("x".repeat(126)).text("next").bytes();

    assertThat(read(Compression.NONE, Side.SERVER, bytes))
        .extracting(SocketMessage::faults)
        .containsExactly(Set.of(SocketFault.CONTROL_TOO_LONG), Set.of());
  }

  @Test
  void whatComesAfterACloseIsSaid() {
    byte[] bytes = Frames.of(Side.SERVER).close(1000, "").text("late").bytes();

    assertThat(read(Compression.NONE, Side.SERVER, bytes).get(1).faults())
        .containsExactly(SocketFault.AFTER_CLOSE);
  }

  @Test
  void aMessageThatAnotherOneCutsOffIsUnfinished() {
    byte[] bytes =
        Frames.of(Side.SERVER).frame(0x01, "<mess".getBytes(UTF_8)).text("<iq/>").bytes();

    assertThat(read(Compression.NONE, Side.SERVER, bytes))
        .extracting(SocketMessage::text, SocketMessage::isWhole, SocketMessage::faults)
        .containsExactly(
            tuple("<mess", false, Set.of(SocketFault.UNFINISHED)), tuple("<iq/>", true, Set.of()));
  }

  @Test
  void whatTheEndCutsOffIsUnfinished() {
    byte[] whole = Frames.of(Side.CLIENT).text("<presence/>").bytes();
    SocketReader reader = new SocketReader(Compression.NONE, LIMIT);

    assertThat(reader.read(Side.CLIENT, Arrays.copyOf(whole, whole.length - 3), 0)).isEmpty();
    assertThat(reader.end(Side.SERVER)).isEmpty();
    assertThat(reader.end(Side.CLIENT))
        .extracting(SocketMessage::text, SocketMessage::missing, SocketMessage::faults)
        .containsExactly(tuple("<presenc", -1L, Set.of(SocketFault.UNFINISHED)));
    assertThat(reader.end(Side.CLIENT)).isEmpty();
    reader.close();
  }

  @Test
  void ofALargeMessageTheBeginningIsKept() {
    byte[] bytes = Frames.of(Side.SERVER).text("x".repeat(1_000)).text("next").bytes();

    assertThat(read(Compression.NONE, Side.SERVER, 100, bytes))
        .extracting(message -> message.payload().length, SocketMessage::missing)
        .containsExactly(tuple(100, 900L), tuple(4, 0L));
  }

  @Test
  void aLargeCompressedMessageLeavesTheWindowInOrder() {
    byte[] bytes =
        Frames.of(Side.SERVER).compressed("y".repeat(1_000)).compressed("y".repeat(40)).bytes();

    assertThat(read(DEFLATE, Side.SERVER, 100, bytes))
        .extracting(message -> message.payload().length, SocketMessage::faults)
        .containsExactly(tuple(100, Set.of(SocketFault.TOO_LARGE)), tuple(40, Set.of()));
  }

  @Test
  void aBombIsNotInflatedToItsEnd() {
    byte[] bytes = Frames.of(Side.SERVER).compressed("z".repeat(100 << 20)).text("next").bytes();

    List<SocketMessage> messages = read(DEFLATE, Side.SERVER, 1 << 10, bytes);

    assertThat(messages)
        .extracting(message -> message.payload().length, SocketMessage::missing)
        .containsExactly(tuple(1 << 10, -1L), tuple(4, 0L));
    assertThat(messages.get(0).faults()).containsExactly(SocketFault.TOO_LARGE);
  }

  @Test
  void aFrameOfTheLargestLengthTakesNoMemoryAndNoTime() {
    byte[] head = HexFormat.of().parseHex("817f7fffffffffffffff");
    SocketReader reader = new SocketReader(Compression.NONE, LIMIT);
    List<SocketMessage> messages = new ArrayList<>(reader.read(Side.SERVER, head, 0));
    byte[] piece = new byte[1 << 16];
    for (int i = 0; i < 1_000; i++) {
      messages.addAll(reader.read(Side.SERVER, piece, 0));
    }
    assertThat(messages).isEmpty();
    assertThat(reader.end(Side.SERVER).get(0).payload()).hasSize(LIMIT);
    reader.close();
  }

  @Test
  void behindALengthThatCannotBeTheNextSoundPieceIsRead() {
    SocketReader reader = new SocketReader(Compression.NONE, LIMIT);

    assertThat(reader.read(Side.SERVER, HexFormat.of().parseHex("817fffffffffffffffff00"), 0))
        .singleElement()
        .satisfies(said -> assertThat(said.faults()).contains(SocketFault.TOO_LARGE));
    assertThat(reader.read(Side.SERVER, "no frame".getBytes(UTF_8), 0)).isEmpty();
    assertThat(reader.read(Side.SERVER, Frames.of(Side.SERVER).text("<iq/>").bytes(), 0))
        .extracting(SocketMessage::text)
        .containsExactly("<iq/>");
    reader.close();
  }

  @Test
  void whereBytesAreMissingWithinAFrameTheNextOneIsRead() {
    SocketReader reader = new SocketReader(Compression.NONE, LIMIT);
    byte[] bytes = Frames.of(Side.CLIENT).text("<message>hello</message>").text("<iq/>").bytes();

    List<SocketMessage> messages =
        new ArrayList<>(reader.read(Side.CLIENT, Arrays.copyOf(bytes, 12), 0));
    messages.addAll(reader.read(Side.CLIENT, Arrays.copyOfRange(bytes, 17, bytes.length), 5));
    reader.close();

    assertThat(messages)
        .extracting(SocketMessage::text, SocketMessage::missing, SocketMessage::faults)
        .containsExactly(
            tuple("<messa", 18L, Set.of(SocketFault.NOT_RECORDED)), tuple("<iq/>", 0L, Set.of()));
  }

  @Test
  void whereMoreIsMissingTheNextSoundPieceIsRead() {
    SocketReader reader = new SocketReader(DEFLATE, LIMIT);
    Frames frames = Frames.of(Side.SERVER).text("<a/>");
    byte[] next = Frames.of(Side.SERVER).text("<b/>").ping("p").bytes();

    List<SocketMessage> messages = new ArrayList<>(reader.read(Side.SERVER, frames.bytes(), 0));
    messages.addAll(reader.read(Side.SERVER, Arrays.copyOfRange(next, 3, next.length), 400));
    messages.addAll(reader.read(Side.SERVER, next, 0));
    reader.close();

    assertThat(messages).extracting(SocketMessage::text).containsExactly("<a/>", "<b/>", "p");
  }

  @Test
  void messagesThatReferToWhatIsMissingAreSaid() {
    SocketReader reader = new SocketReader(DEFLATE, LIMIT);
    Frames frames = Frames.of(Side.SERVER).compressed("<message from='pubsub'/>");
    int lost = frames.length();
    frames.compressed("<message from='pubsub'/>");
    int from = frames.length();
    frames.compressed("<quite>another</quite>0123456789");
    byte[] bytes = frames.bytes();

    List<SocketMessage> messages =
        new ArrayList<>(reader.read(Side.SERVER, Arrays.copyOfRange(bytes, lost, from), lost));
    messages.addAll(reader.read(Side.SERVER, Arrays.copyOfRange(bytes, from, bytes.length), 0));
    reader.close();

    assertThat(messages.get(0).faults()).containsExactly(SocketFault.NOT_INFLATED);
    assertThat(messages.get(1).compressed()).isTrue();
  }

  private static List<String> read(
      SocketReader reader, Side side, int from, int to, Frames frames) {
    return reader.read(side, Arrays.copyOfRange(frames.soFar(), from, to), 0).stream()
        .map(SocketMessage::text)
        .toList();
  }

  private static List<SocketMessage> read(Compression agreed, Side side, byte[] bytes) {
    return read(agreed, side, LIMIT, bytes);
  }

  private static List<SocketMessage> read(Compression agreed, Side side, int limit, byte[] bytes) {
    try (SocketReader reader = new SocketReader(agreed, limit)) {
      return reader.read(side, bytes, 0);
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
