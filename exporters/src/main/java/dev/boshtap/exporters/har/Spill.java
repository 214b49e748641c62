package dev.boshtap.exporters.har;

import dev.boshtap.exporters.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JSON array that grows for hours, kept until the array can be written: a little
 * in memory, and the rest in a file that only its owner can read and that goes with this.
 */
final class Spill implements AutoCloseable {

  private static final int IN_MEMORY = 1 << 14;
  private static final int PIECE = 1 << 16;

  private final @Nullable Path path;
  private final ByteArrayOutputStream recent = new ByteArrayOutputStream(256);
  private long inFile;
  private long lost;
  private long inRecent;
  private boolean empty = true;

  /**
   * An empty array.
   *
   * @param path where the file is to be, once there is need of one; null to keep all in memory
   */
  Spill(@Nullable Path path) {
    this.path = path;
  }

  /** Adds an element; when what is kept cannot be written, all that was not is lost. */
  void add(byte[] element) throws IOException {
    if (!empty) {
      recent.write(',');
    }
    recent.write('\n');
    recent.writeBytes(element);
    empty = false;
    inRecent++;
    if (recent.size() >= IN_MEMORY && path != null) {
      spill(path);
    }
  }

  private void spill(Path file) throws IOException {
    byte[] bytes = recent.toByteArray();
    recent.reset();
    long elements = inRecent;
    inRecent = 0;
    try (FileChannel channel = open(file)) {
      write(channel, inFile, bytes);
      inFile += bytes.length;
    } catch (IOException e) {
      lost += elements;
      empty = inFile == 0;
      throw e;
    }
  }

  private FileChannel open(Path file) throws IOException {
    return inFile == 0
        ? PrivateFiles.create(file)
        : FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /** How many bytes the elements take, with what stands between them. */
  long size() {
    return inFile + recent.size();
  }

  /** How many elements could not be kept. */
  long lost() {
    return lost;
  }

  /** Writes the elements, without the brackets around them, at a place of a file. */
  void writeTo(SeekableByteChannel file, long position) throws IOException {
    long at = position;
    if (inFile > 0 && path != null) {
      try (FileChannel spilled = FileChannel.open(path, StandardOpenOption.READ)) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long left = inFile;
        while (left > 0) {
          piece.clear().limit((int) Math.min(PIECE, left));
          if (spilled.read(piece) < 0) {
            throw new IOException(path + ": shorter than what was written to it");
          }
          left -= piece.flip().remaining();
          at += write(file, at, piece);
        }
      }
    }
    write(file, at, recent.toByteArray());
  }

  private static long write(SeekableByteChannel file, long position, byte[] bytes)
      throws IOException {
    return write(file, position, ByteBuffer.wrap(bytes));
  }

  private static long write(SeekableByteChannel file, long position, ByteBuffer bytes)
      throws IOException {
    int count = bytes.remaining();
    file.position(position);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    return count;
  }

  /** Forgets all of it. */
  @Override
  public void close() throws IOException {
    recent.reset();
    if (inFile > 0 && path != null) {
      Files.deleteIfExists(path);
    }
  }
}
