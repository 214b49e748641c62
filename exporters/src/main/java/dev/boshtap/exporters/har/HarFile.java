package dev.boshtap.exporters.har;

import dev.boshtap.exporters.PrivateFiles;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A HAR as UTF-8 text that can be read at any place. A file that is not (packed with gzip, or
 * UTF-16 as PowerShell writes it) is unpacked to a temporary file that only its owner can read, and
 * that goes when this is closed.
 */
final class HarFile implements AutoCloseable {

  private final FileChannel channel;
  private final @Nullable Path temporary;
  private final long start;

  private HarFile(FileChannel channel, @Nullable Path temporary) throws IOException {
    this.channel = channel;
    this.temporary = temporary;
    byte[] head = bytes(channel, 0, 3);
    this.start = head.length == 3 && u(head, 0) == 0xefbb && (head[2] & 0xff) == 0xbf ? 3 : 0;
  }

  static HarFile open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new HarException(path + ": a folder (expected: a HAR file)");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      byte[] head = bytes(channel, 0, 2);
      int mark = head.length == 2 ? u(head, 0) : 0;
      if (mark == 0x1f8b || mark == 0xfffe || mark == 0xfeff) {
        return unpacked(channel, mark == 0x1f8b);
      }
      return new HarFile(channel, null);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The whole text, from its beginning; closing the stream leaves the file open. */
  InputStream stream() throws IOException {
    channel.position(start);
    return new FilterInputStream(Channels.newInputStream(channel)) {
      @Override
      public void close() {}
    };
  }

  /** A piece of the text, at a distance from its beginning. */
  byte[] piece(long offset, int length) throws IOException {
    byte[] piece = bytes(channel, start + offset, length);
    if (piece.length < length) {
      throw new EOFException("the file became shorter while it was read");
    }
    return piece;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static HarFile unpacked(FileChannel packed, boolean isGzip) throws IOException {
    Path temporary = Files.createTempFile("boshtap-", ".har");
    try (packed;
        InputStream in = new BufferedInputStream(Channels.newInputStream(packed));
        OutputStream out = Channels.newOutputStream(PrivateFiles.create(temporary))) {
      if (isGzip) {
        gunzip(in, out);
      } else {
        transcode(in, out);
      }
      return new HarFile(FileChannel.open(temporary, StandardOpenOption.READ), temporary);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** What is cut or broken ends where it does; the reader of the text says so. */
  private static void gunzip(InputStream in, OutputStream out) throws IOException {
    try (InputStream text = new GZIPInputStream(in, 1 << 16)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = text.read(buffer); n >= 0; n = text.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (EOFException | ZipException e) {
      out.flush();
    }
  }

  private static void transcode(InputStream in, OutputStream out) throws IOException {
    Charset utf16 = StandardCharsets.UTF_16; // Knows its byte order by its mark.
    Reader text = new InputStreamReader(in, utf16);
    Writer utf8 = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.transferTo(utf8);
    utf8.flush();
  }

  private static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    long at = position;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        break;
      }
      at += n;
    }
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static int u(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
