package dev.boshtap.decoders.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.SocketMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class SocketReaderProperties {

  private static final Compression DEFLATE = new Compression(true, true, true);
  private static final int LIMIT = 2_000;

  /** Wherever bytes are cut into pieces, the messages are the same. */
  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void cutsMeanNothing(@ForAll Random chance, @ForAll Side side) {
    byte[] bytes = talk(side, chance).bytes();

    assertThat(read(side, bytes, chance)).isEqualTo(read(side, bytes, null));
  }

  /** The same where the bytes are garbled: what is made of them does not depend on cuts either. */
  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void cutsMeanNothingInGarbledBytesUntilTheThreadIsLost(@ForAll Random chance, @ForAll Side side) {
    byte[] bytes = talk(side, chance).bytes();
    for (int i = 0; i < 3; i++) {
      bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
    }
    List<String> whole = read(side, bytes, null);
    Assume.that(whole.stream().noneMatch(message -> message.contains("NOT_RECORDED")));

    assertThat(read(side, bytes, chance)).isEqualTo(whole);
  }

  /** Nothing throws, nothing is held beyond the limit. */
  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void anyBytesAreRead(@ForAll @Size(max = 400) byte[] bytes, @ForAll Random chance) {
    try (SocketReader reader = new SocketReader(DEFLATE, 50)) {
      for (Side side : Side.values()) {
        List<SocketMessage> messages = new ArrayList<>();
        messages.addAll(reader.read(side, bytes, chance.nextInt(3)));
        messages.addAll(reader.read(side, bytes, chance.nextInt(100)));
        messages.addAll(reader.end(side));
        assertThat(messages).allMatch(message -> message.payload().length <= 50);
      }
    }
  }

  private static Frames talk(Side side, Random chance) {
    boolean context = chance.nextBoolean();
    Frames frames = context ? Frames.of(side) : Frames.withoutContext(side);
    for (int i = 0; i < 6; i++) {
      String text = "<iq id='%d'>%s</iq>".formatted(i, "ab".repeat(chance.nextInt(1_500)));
      switch (chance.nextInt(5)) {
        case 0 -> frames.text(text);
        case 1 -> frames.fragments(text, "", text);
        case 2 -> frames.ping("p" + i);
        case 3 -> frames.frame(0x82, new byte[chance.nextInt(300)]);
        default -> frames.compressed(text);
      }
    }
    return frames;
  }

  /** What is read, cut at chance's places or not at all. */
  private static List<String> read(Side side, byte[] bytes, @Nullable Random chance) {
    List<SocketMessage> messages = new ArrayList<>();
    try (SocketReader reader = new SocketReader(DEFLATE, LIMIT)) {
      int from = 0;
      while (from < bytes.length) {
        int most = bytes.length - from;
        int to = chance == null ? bytes.length : from + 1 + chance.nextInt(Math.min(most, 40));
        messages.addAll(reader.read(side, Arrays.copyOfRange(bytes, from, to), 0));
        from = to;
      }
      messages.addAll(reader.end(side));
    }
    return messages.stream().map(SocketReaderProperties::text).toList();
  }

  private static String text(SocketMessage message) {
    return "%d %d+%d %d/%d %s %s"
        .formatted(
            message.opcode(),
            message.payload().length,
            message.missing(),
            message.onWire(),
            message.frames(),
            message.faults(),
            Arrays.hashCode(message.payload()));
  }
}
