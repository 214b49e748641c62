package dev.boshtap.decoders.xml;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells bytes that Aalto may read as UTF-8 itself. It takes sequences that are longer than need be,
 * and beyond the last character, for characters (RFC 3629, 3 forbids both); other malformed bytes
 * it refuses as the JDK does.
 */
final class Utf8 {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** Whether none of the sequences is in it that Aalto should not be given. */
  static boolean isPlain(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      if (i + Long.BYTES <= bytes.length && ((long) EIGHT_BYTES.get(bytes, i) & NOT_ASCII) == 0) {
        i += Long.BYTES;
      } else if (isPlain(bytes, i)) {
        i++;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(byte[] bytes, int i) {
    int lead = bytes[i] & 0xFF;
    return switch (lead) {
      // Two bytes for what fits into one.
      case 0xC0, 0xC1 -> false;
      // Three bytes for what fits into two.
      case 0xE0 -> i + 1 == bytes.length || (bytes[i + 1] & 0xFF) >= 0xA0;
      // Four bytes: rare, and left to the JDK altogether.
      default -> lead < 0xF0;
    };
  }
}
