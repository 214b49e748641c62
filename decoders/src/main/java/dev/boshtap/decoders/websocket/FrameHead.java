package dev.boshtap.decoders.websocket;

import org.jspecify.annotations.Nullable;

/**
 * The head of a frame (RFC 6455, 5.2).
 *
 * @param last whether it ends its message
 * @param reserved the three reserved bits, the first as 4
 * @param opcode 0 to 15
 * @param mask the masking key, or null where it is not masked
 * @param length the payload's length; negative where the wire says more than 2^63
 * @param minimal whether the length is written in as few bytes as it takes
 * @param size the bytes that the head itself takes
 */
@SuppressWarnings("ArrayRecordComponent") // Four bytes, made for this and seen by the parser only.
record FrameHead(
    boolean last,
    int reserved,
    int opcode,
    byte @Nullable [] mask,
    long length,
    boolean minimal,
    int size) {

  /** The most bytes that a head takes. */
  static final int LONGEST = 14;

  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;

  /** How many bytes the head takes that begins with these; at least two are here. */
  static int sizeOf(byte[] bytes, int at) {
    int length = bytes[at + 1] & 0x7F;
    int extended = length == SHORT_LENGTH ? 2 : length == LONG_LENGTH ? 8 : 0;
    return 2 + extended + ((bytes[at + 1] & 0x80) == 0 ? 0 : 4);
  }

  /** The head that begins here; it is here whole. */
  static FrameHead read(byte[] bytes, int at) {
    int size = sizeOf(bytes, at);
    int code = bytes[at + 1] & 0x7F;
    int lengthBytes = code == SHORT_LENGTH ? 2 : code == LONG_LENGTH ? 8 : 0;
    long length = lengthBytes == 0 ? code : 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << 8 | (bytes[at + 2 + i] & 0xFF);
    }
    boolean minimal =
        lengthBytes == 0
            || (lengthBytes == 2 ? length >= SHORT_LENGTH : length < 0 || length > 0xFFFF);
    boolean masked = (bytes[at + 1] & 0x80) != 0;
    byte[] mask = masked ? new byte[4] : null;
    if (mask != null) {
      System.arraycopy(bytes, at + size - 4, mask, 0, 4);
    }
    return new FrameHead(
        (bytes[at] & 0x80) != 0, bytes[at] >> 4 & 7, bytes[at] & 15, mask, length, minimal, size);
  }

  /** Whether it is a control frame's (RFC 6455, 5.5). */
  boolean isControl() {
    return (opcode & 8) != 0;
  }
}
