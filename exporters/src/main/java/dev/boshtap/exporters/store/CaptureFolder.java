package dev.boshtap.exporters.store;

import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.read.CaptureException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where captures are kept: names that tell when and where they were recorded, the newest, and which
 * of them have to go.
 */
public final class CaptureFolder {

  /** How the names of captures end. */
  public static final String SUFFIX = ".sqlite";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss", Locale.ROOT);

  private final Path folder;

  /** The captures in a folder, which need not exist. */
  public CaptureFolder(Path folder) {
    this.folder = folder;
  }

  /** A capture file as it lies in the folder, unread. */
  public record Stored(Path file, long bytes, Instant changed) {}

  /** A new name: {@code boshtap-2026-11-22T10-00-00-HOST.sqlite}. Makes the folder. */
  public Path newFile(Instant now, ZoneId zone, String host) throws IOException {
    PrivateFiles.createFolder(folder);
    String stem =
        "boshtap-" + STAMP.format(now.atZone(zone)) + "-" + host.replaceAll("[^A-Za-z0-9._-]", "_");
    Path file = folder.resolve(stem + SUFFIX);
    for (int number = 2; Files.exists(file); number++) {
      file = folder.resolve(stem + "." + number + SUFFIX);
    }
    return file;
  }

  /** The name of a later part: {@code a.sqlite} goes on in {@code a-part2.sqlite}. */
  static Path partOf(Path first, int number) {
    String name = first.getFileName().toString();
    int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
    return first.resolveSibling(name.substring(0, dot) + "-part" + number + name.substring(dot));
  }

  /** Whether a capture is being written, by this process or another. */
  public static boolean isWritten(Path file) throws IOException {
    return WriterLock.isTaken(file);
  }

  /** Whether recording ended without saying so: nobody is writing a capture, nor completed it. */
  public static boolean isBrokenOff(Path file) throws IOException {
    return !isWritten(file) && StoreFiles.facts(file).completed().isEmpty();
  }

  /**
   * Makes sure that nobody is writing a capture.
   *
   * @throws CaptureException when somebody is
   */
  public static void requireFree(Path file) throws IOException {
    if (isWritten(file)) {
      throw WriterLock.refused(file);
    }
  }

  /**
   * Brings a capture and the log beside it, which a crash left behind, together in one file. What
   * is no capture stays as it is.
   */
  public static void settle(Path file) throws IOException {
    if (!Files.exists(file.resolveSibling(file.getFileName() + "-wal"))) {
      return;
    }
    WriterLock lock = WriterLock.take(file);
    try (lock;
        Connection database = Database.write(file)) {
      Database.run(database, "PRAGMA journal_mode = DELETE");
    } catch (SQLException e) {
      throw new CaptureException(file, Database.reason(e), e);
    }
  }

  /** The captures, the oldest first. */
  public List<Stored> list() throws IOException {
    List<Stored> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
        for (Path file : files) {
          if (!Files.isRegularFile(file)) {
            continue;
          }
          FileTime changed = Files.getLastModifiedTime(file);
          Path log = file.resolveSibling(file.getFileName() + "-wal");
          long logged = Files.exists(log) ? Files.size(log) : 0;
          all.add(new Stored(file, Files.size(file) + logged, changed.toInstant()));
        }
      }
    }
    all.sort(Comparator.comparing(Stored::changed).thenComparing(Stored::file));
    return all;
  }

  /** The capture that is or was written last. */
  public Optional<Path> newest() throws IOException {
    List<Stored> all = list();
    for (Stored capture : all) {
      if (WriterLock.isTaken(capture.file())) {
        return Optional.of(capture.file());
      }
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).file());
  }

  /**
   * Says which captures have to go, and removes them where that is wanted.
   *
   * @param remove whether to remove them, or only to say
   */
  public List<Stored> prune(Retention retention, Instant now, boolean remove) throws IOException {
    List<Stored> all = list();
    long total = all.stream().mapToLong(Stored::bytes).sum();
    List<Stored> gone = new ArrayList<>();
    for (Stored capture : all) {
      boolean old = capture.changed().isBefore(now.minus(retention.age()));
      if ((old || total > retention.size()) && !WriterLock.isTaken(capture.file())) {
        if (remove) {
          remove(capture.file());
        }
        total -= capture.bytes();
        gone.add(capture);
      }
    }
    return gone;
  }

  private static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    for (String beside : List.of("-wal", "-shm", "-lock")) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + beside));
    }
  }
}
