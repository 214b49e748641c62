package dev.boshtap.exporters.har;

import dev.boshtap.exporters.read.Bounded;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.read.PrivateTemporary;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A HAR as UTF-8 text that can be read at any place. A file that is not (packed with gzip, or with
 * zlib as mitmproxy's {@code .zhar}, or UTF-16 as PowerShell writes it) is unpacked to a temporary
 * file that goes when this is closed; one that unpacks to more than its limit, up to that.
 */
final class HarFile implements AutoCloseable {

  /** Packed once, and in UTF-16 within. */
  private static final int MOST_LAYERS = 2;

  /** In what a file may be wrapped, told by its first bytes. */
  private enum Wrapping {
    GZIP,
    ZLIB,
    UTF_16,
    UTF_16_BE,
    UTF_16_LE,
    NONE;

    static Wrapping of(byte[] head) {
      if (head.length < 2) {
        return NONE;
      }
      return switch (u(head, 0)) {
        case 0x1f8b -> GZIP;
        case 0x7801, 0x785e, 0x789c, 0x78da -> ZLIB;
        case 0xfffe, 0xfeff -> UTF_16; // Knows its byte order by its mark.
        case 0x007b -> UTF_16_BE;
        case 0x7b00 -> UTF_16_LE;
        default -> NONE;
      };
    }
  }

  private final FileChannel channel;
  private final @Nullable PrivateTemporary temporary;
  private final @Nullable String damage;
  private final long start;

  private HarFile(
      FileChannel channel, @Nullable PrivateTemporary temporary, @Nullable String damage)
      throws IOException {
    this.channel = channel;
    this.temporary = temporary;
    this.damage = damage;
    byte[] head = bytes(channel, 0, 3);
    this.start = head.length == 3 && u(head, 0) == 0xefbb && (head[2] & 0xff) == 0xbf ? 3 : 0;
  }

  static HarFile open(Path path, CaptureLimits limits) throws IOException {
    if (Files.isDirectory(path)) {
      throw new CaptureException(path + ": a folder (expected: a HAR file)");
    }
    return open(path, limits, null, null, 0);
  }

  private static HarFile open(
      Path path,
      CaptureLimits limits,
      @Nullable PrivateTemporary temporary,
      @Nullable String damage,
      int layers)
      throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      Wrapping wrapping = Wrapping.of(bytes(channel, 0, 2));
      if (wrapping == Wrapping.NONE || layers == MOST_LAYERS) {
        return new HarFile(channel, temporary, damage);
      }
      try (channel) {
        return unwrapped(channel, wrapping, limits, damage, layers);
      } finally {
        if (temporary != null) {
          temporary.close();
        }
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The whole text, from its beginning; closing the stream leaves the file open. */
  InputStream stream() throws IOException {
    return stream(0, Long.MAX_VALUE);
  }

  /** A piece of the text; closing the stream leaves the file open. */
  InputStream stream(long offset, long length) {
    return new BufferedInputStream(new Piece(channel, start + offset, length), 1 << 16);
  }

  /** A piece of the text, at a distance from its beginning. */
  byte[] piece(long offset, int length) throws IOException {
    byte[] piece = bytes(channel, start + offset, length);
    if (piece.length < length) {
      throw new EOFException("the file became shorter while it was read");
    }
    return piece;
  }

  /** What was wrong with the wrapping, one line; or null. */
  @Nullable String damage() {
    return damage;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (temporary != null) {
        temporary.close();
      }
    }
  }

  private static HarFile unwrapped(
      FileChannel packed,
      Wrapping wrapping,
      CaptureLimits limits,
      @Nullable String outerDamage,
      int layers)
      throws IOException {
    PrivateTemporary temporary = new PrivateTemporary(".har");
    String damage = outerDamage;
    try (InputStream in = new BufferedInputStream(new Piece(packed, 0, Long.MAX_VALUE), 1 << 16);
        OutputStream out = temporary.write()) {
      long room = temporary.room(limits.unpacked());
      String said =
          switch (wrapping) {
            case GZIP -> inflate(() -> new GZIPInputStream(in, 1 << 16), out, room);
            case ZLIB -> inflate(() -> new InflaterInputStream(in), out, room);
            case UTF_16 -> transcode(in, StandardCharsets.UTF_16, out);
            case UTF_16_BE -> transcode(in, StandardCharsets.UTF_16BE, out);
            case UTF_16_LE -> transcode(in, StandardCharsets.UTF_16LE, out);
            case NONE -> null;
          };
      damage = damage == null ? said : damage;
    } catch (IOException e) {
      temporary.close();
      throw e;
    }
    return open(temporary.path(), limits, temporary, damage, layers + 1);
  }

  /** Makes a stream that inflates. */
  private interface Inflating {
    InputStream open() throws IOException;
  }

  /** What is cut or broken ends where it does; what has no end, where the room does. */
  private static @Nullable String inflate(Inflating inflating, OutputStream out, long room)
      throws IOException {
    try (InputStream text = inflating.open()) {
      return Bounded.copy(text, out, room)
          ? "the file unpacks to more than %d MB; the rest was not read".formatted(room >> 20)
          : null;
    } catch (EOFException | ZipException e) {
      return "the file's packing is damaged or cut: " + e.getMessage();
    } finally {
      out.flush();
    }
  }

  private static @Nullable String transcode(InputStream in, Charset from, OutputStream out)
      throws IOException {
    Reader text = new InputStreamReader(in, from);
    Writer utf8 = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.transferTo(utf8);
    utf8.flush();
    return null;
  }

  private static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
    return new Piece(channel, position, length).readAllBytes();
  }

  private static int u(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /** Reads a piece of a file and leaves alone where others read. */
  private static final class Piece extends InputStream {
    private final FileChannel channel;
    private long position;
    private long left;

    Piece(FileChannel channel, long position, long length) {
      this.channel = channel;
      this.position = position;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left <= 0) {
        return length == 0 ? 0 : -1;
      }
      int n = channel.read(ByteBuffer.wrap(to, offset, (int) Math.min(length, left)), position);
      if (n > 0) {
        position += n;
        left -= n;
      }
      return n;
    }
  }
}
