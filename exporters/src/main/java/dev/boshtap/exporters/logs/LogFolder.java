package dev.boshtap.exporters.logs;

import dev.boshtap.decoders.logs.LogLine;
import dev.boshtap.decoders.logs.LogReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * All lines of use in the logs of a folder, as RTMT, {@code file get} or a person left them there:
 * plain, gzip, zip or tar, one in the other. What a file is, is told by its first bytes. The
 * webservices logs are read first, as they tell the time zone of the others.
 */
public final class LogFolder {

  /** Packed in packed: what nests deeper was not made by collecting logs. */
  private static final int DEEPEST = 4;

  private static final int LONGEST_LINE = 1 << 20;

  private final LogReader reader;
  private final Consumer<LogLine> lines;
  private long files;

  /**
   * @param zone the zone of logs that have none, unless another log in the folder tells it
   * @param lines is told each line of use
   */
  public LogFolder(ZoneId zone, Consumer<LogLine> lines) {
    reader = new LogReader(zone);
    this.lines = lines;
  }

  /**
   * Reads a folder, or one file; gives how many logs were read.
   *
   * @throws IOException when it cannot be read
   */
  public long read(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all =
          walk.filter(Files::isRegularFile)
              .sorted(
                  Comparator.comparing((Path file) -> !file.toString().contains("webservices"))
                      .thenComparing(Path::toString))
              .toList();
    }
    for (Path file : all) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        read(in, 0);
      }
    }
    return files;
  }

  private void read(InputStream in, int depth) throws IOException {
    in.mark(512);
    byte[] head = in.readNBytes(300);
    in.reset();
    if (depth < DEEPEST && head.length > 3 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      read(new BufferedInputStream(new GZIPInputStream(in)), depth + 1);
    } else if (depth < DEEPEST && head.length > 3 && head[0] == 'P' && head[1] == 'K') {
      ZipInputStream zip = new ZipInputStream(in);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          read(new BufferedInputStream(new Unclosed(zip)), depth + 1);
        }
      }
    } else if (depth < DEEPEST && isTar(head)) {
      TarArchiveInputStream tar = new TarArchiveInputStream(in);
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          read(new BufferedInputStream(new Unclosed(tar)), depth + 1);
        }
      }
    } else {
      files++;
      text(in);
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
