package dev.boshtap.decoders.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.wire.Side;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** What one side sends, frame by frame, compressed or not, right or wrong. */
public final class Frames {

  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean masked;
  private final boolean context;
  private @Nullable Deflater deflater;

  private Frames(Side side, boolean context) {
    this.masked = side == Side.CLIENT;
    this.context = context;
  }

  /** Frames of a side, whose compressed messages may refer to earlier ones. */
  public static Frames of(Side side) {
    return new Frames(side, true);
  }

  /** Frames of a side, whose compressed messages stand each for themselves. */
  static Frames withoutContext(Side side) {
    return new Frames(side, false);
  }

  public Frames text(String text) {
    return frame(0x81, text.getBytes(UTF_8));
  }

  public Frames compressed(String text) {
    return frame(0xC1, deflated(text));
  }

  /** A message in as many frames as there are parts; only the first one has an opcode. */
  Frames fragments(String... parts) {
    for (int i = 0; i < parts.length; i++) {
      int last = i == parts.length - 1 ? 0x80 : 0;
      frame(last | (i == 0 ? 1 : 0), parts[i].getBytes(UTF_8));
    }
    return this;
  }

  public Frames ping(String payload) {
    return frame(0x89, payload.getBytes(UTF_8));
  }

  public Frames pong(String payload) {
    return frame(0x8A, payload.getBytes(UTF_8));
  }

  public Frames close(int code, String reason) {
    byte[] text = reason.getBytes(UTF_8);
    return frame(
        0x88, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  /** Any frame, by its first byte, with the mask that belongs to the side. */
  Frames frame(int first, byte[] payload) {
    return frame(first, payload, masked);
  }

  Frames frame(int first, byte[] payload, boolean mask) {
    out.write(first);
    int bit = mask ? 0x80 : 0;
    if (payload.length < 126) {
      out.write(bit | payload.length);
    } else if (payload.length <= 0xFFFF) {
      out.write(bit | 126);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      out.write(bit | 127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    if (mask) {
      out.writeBytes(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      out.write(mask ? payload[i] ^ MASK[i & 3] : payload[i]);
    }
    return this;
  }

  Frames raw(int... bytes) {
    for (int each : bytes) {
      out.write(each);
    }
    return this;
  }

  /** The deflated text without its last four bytes (RFC 7692, 7.2.1). */
  byte[] deflated(String text) {
    Deflater working = deflater;
    if (working == null) {
      working = new Deflater(Deflater.BEST_COMPRESSION, true);
      deflater = working;
    }
    byte[] plain = text.getBytes(UTF_8);
    byte[] coded = new byte[plain.length + 1_024];
    working.setInput(plain);
    int length = working.deflate(coded, 0, coded.length, Deflater.SYNC_FLUSH);
    if (!context) {
      working.reset();
    }
    return Arrays.copyOf(coded, length - 4);
  }

  /** All bytes so far. */
  public byte[] bytes() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
    return out.toByteArray();
  }

  /** All bytes so far, and more may follow. */
  byte[] soFar() {
    return out.toByteArray();
  }

  /** How many bytes there are so far. */
  int length() {
    return out.size();
  }
}
