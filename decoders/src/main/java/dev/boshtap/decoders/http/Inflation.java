package dev.boshtap.decoders.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What came of inflating some bytes.
 *
 * @param bytes what came out, as far as it went
 * @param problem why it went no further, or null when it went to the end
 * @param endedEarly whether the problem is that the input ended early
 * @param overLimit whether more would have come out than was allowed
 */
record Inflation(byte[] bytes, @Nullable String problem, boolean endedEarly, boolean overLimit) {

  /** The codings that inflate. */
  enum Format {
    GZIP,
    DEFLATE;

    static @Nullable Format of(String coding) {
      return switch (coding) {
        case "gzip", "x-gzip" -> GZIP;
        case "deflate" -> DEFLATE;
        default -> null;
      };
    }
  }

  static Inflation of(Format format, byte[] coded, int limit) {
    if (format == Format.GZIP) {
      return gzip(coded, limit);
    }
    boolean framed = isZlib(coded);
    Inflation inflation = deflate(coded, !framed, limit);
    // A bare deflate stream may by chance begin like a zlib frame (1 in 31 of some first bytes).
    boolean other = framed && inflation.problem != null && inflation.bytes.length == 0;
    return other ? deflate(coded, true, limit) : inflation;
  }

  /** Whether the bytes begin with a zlib header (RFC 1950, 2.2); many senders leave it out. */
  private static boolean isZlib(byte[] coded) {
    if (coded.length < 2) {
      return false;
    }
    int first = coded[0] & 0xFF;
    return (first & 0x0F) == 8 && ((first << 8) | (coded[1] & 0xFF)) % 31 == 0;
  }

  private static Inflation gzip(byte[] coded, int limit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(room(coded));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(coded), room(coded))) {
      return drain(in, out, limit, new byte[room(coded)]);
    } catch (IOException e) {
      return stopped(out, e);
    }
  }

  private static Inflation deflate(byte[] coded, boolean bare, int limit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(room(coded));
    Inflater inflater = new Inflater(bare);
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(coded), inflater, room(coded))) {
      return drain(in, out, limit, new byte[room(coded)]);
    } catch (IOException e) {
      return stopped(out, e);
    } finally {
      inflater.end();
    }
  }

  /** Most bodies are small, and a buffer that is not made is not cleared either. */
  private static int room(byte[] coded) {
    return Math.min(8_192, Math.max(512, 2 * coded.length));
  }

  private static Inflation drain(InputStream in, ByteArrayOutputStream out, int limit, byte[] chunk)
      throws IOException {
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      if (n > limit - out.size()) {
        out.write(chunk, 0, limit - out.size());
        return new Inflation(out.toByteArray(), "over the limit", false, true);
      }
      out.write(chunk, 0, n);
    }
    return new Inflation(out.toByteArray(), null, false, false);
  }

  private static Inflation stopped(ByteArrayOutputStream out, IOException e) {
    boolean early = e instanceof EOFException;
    String said = e.getMessage() == null ? "not in this coding" : e.getMessage();
    return new Inflation(out.toByteArray(), early ? "ends early" : said, early, false);
  }
}
