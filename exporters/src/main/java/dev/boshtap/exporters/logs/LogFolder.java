package dev.boshtap.exporters.logs;

import dev.boshtap.decoders.logs.LogLine;
import dev.boshtap.decoders.logs.LogReader;
import dev.boshtap.exporters.read.CaptureLimits;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * All lines of use in the logs of a folder, as RTMT, {@code file get} or a person left them there:
 * plain, gzip, zip or tar, one in the other. What a file is, is told by its first bytes. The
 * webservices logs are read first, as they tell the time zone of the others. A file that cannot be
 * read, or not to its end, costs no other its lines.
 */
public final class LogFolder {

  /** Packed in packed: what nests deeper was not made by collecting logs. */
  private static final int DEEPEST = 4;

  private static final int LONGEST_LINE = 1 << 20;

  private final LogReader reader;
  private final CaptureLimits limits;
  private final Consumer<LogLine> lines;
  private final Unread unread;
  private long files;

  /** Is told what could not be read, or not to its end. */
  public interface Unread {
    /**
     * One file, or one entry of a packed file.
     *
     * @param name the file, and the entry in it
     */
    void unread(String name, IOException why);
  }

  /**
   * @param zone the zone of logs that have none, unless another log in the folder tells it
   * @param limits how much a packed file may unpack to
   * @param lines is told each line of use
   */
  public LogFolder(ZoneId zone, CaptureLimits limits, Consumer<LogLine> lines, Unread unread) {
    reader = new LogReader(zone);
    this.limits = limits;
    this.lines = lines;
    this.unread = unread;
  }

  /** Reads a folder, or one file; gives how many logs were read, some of them in part perhaps. */
  public long read(Path folder) {
    for (Path file : files(folder)) {
      String name = file.toString();
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        read(name, in, 0, new Room(limits.unpacked()));
      } catch (IOException e) {
        unread.unread(name, e);
      }
    }
    return files;
  }

  private List<Path> files(Path folder) {
    List<Path> all = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Collector(all));
    } catch (IOException e) {
      unread.unread(folder.toString(), e);
    }
    all.sort(
        Comparator.comparing((Path file) -> !file.toString().contains("webservices"))
            .thenComparing(Path::toString));
    return all;
  }

  /** Collects files, and passes by what it cannot look into. */
  private final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> all;

    Collector(List<Path> all) {
      this.all = all;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        all.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
      if (!(why instanceof FileSystemLoopException)) { // A link to where it is read from already.
        unread.unread(file.toString(), why);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
      if (why != null) {
        unread.unread(folder.toString(), why);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private void read(String name, InputStream in, int depth, Room room) throws IOException {
    in.mark(512);
    byte[] head = in.readNBytes(300);
    in.reset();
    if (depth < DEEPEST && head.length > 3 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      read(name, room.within(new GZIPInputStream(in)), depth + 1, room);
    } else if (depth < DEEPEST && head.length > 3 && head[0] == 'P' && head[1] == 'K') {
      zip(name, in, depth, room);
    } else if (depth < DEEPEST && isTar(head)) {
      tar(name, in, depth, room);
    } else {
      files++;
      text(in);
    }
  }

  private void zip(String name, InputStream in, int depth, Room room) throws IOException {
    // Names that are not said to be UTF-8 may be in any character set: in this one any can be read.
    ZipInputStream zip = new ZipInputStream(in, StandardCharsets.ISO_8859_1);
    for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
      if (!entry.isDirectory()) {
        entry(name + ": " + entry.getName(), zip, depth, room);
      }
    }
  }

  private static @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new IOException("a name in it is said to be UTF-8, and is not", e);
    }
  }

  private void tar(String name, InputStream in, int depth, Room room) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.isFile()) {
        entry(name + ": " + entry.getName(), tar, depth, room);
      }
    }
  }

  /** What is wrong with the archive itself is found out when its next entry is looked for. */
  private void entry(String name, InputStream archive, int depth, Room room) throws IOException {
    try {
      read(name, room.within(new Unclosed(archive)), depth + 1, room);
    } catch (IOException e) {
      if (room.isUsedUp()) {
        throw e;
      }
      unread.unread(name, e);
    }
  }

  /** POSIX.1-1988: the magic stands behind the fields of the first header. */
  private static boolean isTar(byte[] head) {
    return head.length > 262 && new String(head, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  private void text(InputStream in) throws IOException {
    BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int c = text.read(); c >= 0; c = text.read()) {
      if (c == '\n') {
        say(line);
      } else if (c != '\r' && line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
    }
    say(line);
  }

  private void say(StringBuilder line) {
    reader.read(line.toString()).ifPresent(lines);
    line.setLength(0);
  }

  /** What may still be unpacked of one file, at all its depths together. */
  private static final class Room {
    private final long most;
    private long left;

    Room(long most) {
      this.most = most;
      left = most;
    }

    boolean isUsedUp() {
      return left < 0;
    }

    /** A stream whose bytes take up room. */
    InputStream within(InputStream unpacked) {
      return new BufferedInputStream(
          new FilterInputStream(unpacked) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
              int n = super.read(bytes, from, length);
              left -= Math.max(n, 0);
              if (isUsedUp()) {
                throw new IOException("unpacks to more than " + most + " bytes");
              }
              return n;
            }
          });
    }
  }

  /** An entry of an archive, which stays open. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The archive goes on.
    }
  }
}
