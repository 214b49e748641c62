package dev.boshtap.exporters.redact;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is packed without a header that says so: a file in gzip (RFC 1952), zlib (RFC 1950) or ZIP
 * is known by its first bytes.
 */
final class Packed {

  private Packed() {}

  /** Whether bytes are the beginning of something packed. */
  static boolean isPacked(byte[] bytes) {
    return isGzip(bytes) || isZip(bytes) || isZlib(bytes);
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xFF) == 0x8b && bytes[2] == 8;
  }

  private static boolean isZip(byte[] bytes) {
    return bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] < 9 && bytes[3] < 9;
  }

  /** The last of its levels, 0x5e, is left to text: {@code x^}. */
  private static boolean isZlib(byte[] bytes) {
    if (bytes.length < 3 || bytes[0] != 0x78) {
      return false;
    }
    int level = bytes[1] & 0xFF;
    return level == 0x01 || level == 0x9c || level == 0xda;
  }

  /** What was packed, or null where it cannot be read whole within the limit. */
  static byte @Nullable [] unpacked(byte[] packed, int limit) {
    if (isZip(packed)) {
      return null;
    }
    ByteArrayInputStream bytes = new ByteArrayInputStream(packed);
    try (InputStream in =
        isGzip(packed) ? new GZIPInputStream(bytes) : new InflaterInputStream(bytes)) {
      byte[] plain = in.readNBytes(limit + 1);
      return plain.length > limit ? null : plain;
    } catch (IOException e) {
      return null;
    }
  }

  /** The same text packed again, in gzip. */
  static byte[] packed(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return packed.toByteArray();
  }
}
