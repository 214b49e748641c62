package dev.boshtap.exporters.store;

import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * That one process at a time writes a capture. The lock is the system's, on a file beside the
 * capture: it ends with the process, however that ends.
 */
final class WriterLock implements AutoCloseable {

  /** Held by this process; the system knows of processes only, and may drop a lock asked twice. */
  private static final Set<Path> OURS = new HashSet<>();

  private final Path key;
  private final Path file;
  private final FileChannel channel;

  private WriterLock(Path key, Path file, FileChannel channel) {
    this.key = key;
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws CaptureException when another writer has it
   */
  static WriterLock take(Path capture) throws IOException {
    Path key = capture.toAbsolutePath().normalize();
    Path file = beside(key);
    synchronized (OURS) {
      if (!OURS.contains(key)) {
        FileChannel channel = create(file, capture);
        if (isLocked(channel)) {
          OURS.add(key);
          return new WriterLock(key, file, channel);
        }
        channel.close();
      }
    }
    throw refused(capture);
  }

  /** Where it cannot be made the capture cannot: nobody asked for a lock. */
  private static FileChannel create(Path file, Path capture) throws IOException {
    try {
      return PrivateFiles.create(file);
    } catch (NoSuchFileException e) {
      throw because(e, new NoSuchFileException(capture.toString()));
    } catch (AccessDeniedException e) {
      throw because(e, new AccessDeniedException(capture.toString()));
    }
  }

  private static IOException because(IOException why, IOException told) {
    told.initCause(why);
    return told;
  }

  /** Says that a capture cannot be begun, changed or removed now. */
  static CaptureException refused(Path capture) {
    return new CaptureException(capture, "is being written by another boshtap");
  }

  /** Whether a capture is being written, by this process or another. */
  static boolean isTaken(Path capture) throws IOException {
    Path key = capture.toAbsolutePath().normalize();
    Path file = beside(key);
    synchronized (OURS) {
      if (OURS.contains(key)) {
        return true;
      }
      if (Files.notExists(file)) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        return !isLocked(channel);
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  static Path beside(Path capture) {
    return capture.resolveSibling(capture.getFileName() + "-lock");
  }

  /** Gives the lock back; the file goes first, so that nobody locks one that is about to go. */
  @Override
  public void close() throws IOException {
    synchronized (OURS) {
      try (channel) {
        OURS.remove(key);
        if (isUnix()) {
          Files.deleteIfExists(file);
        }
      }
      if (!isUnix()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Windows deletes no file that is open. */
  private static boolean isUnix() {
    return java.io.File.separatorChar == '/';
  }
}
