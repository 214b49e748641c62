package dev.boshtap.bench.aim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** What a process prints into its log, and when each line was there: looked at very often. */
final class TerminalLines implements AutoCloseable {

  private static final long BETWEEN_LOOKS = 200_000;

  private final FileChannel log;
  private final StringBuilder text = new StringBuilder();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

  TerminalLines(Path log) throws IOException {
    this.log = FileChannel.open(log);
  }

  /**
   * Waits for a line that holds the pattern, among those that were not looked at yet.
   *
   * @param since from when it is waited for
   */
  Instant await(String regex, Instant since, Duration patience) throws IOException {
    Pattern pattern = Pattern.compile(regex);
    while (Duration.between(since, Instant.now()).compareTo(patience) < 0) {
      Instant now = Instant.now();
      buffer.clear();
      if (log.read(buffer) > 0) {
        text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
      }
      for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
        String line = text.substring(0, end);
        text.delete(0, end + 1);
        if (pattern.matcher(line).find()) {
          return now;
        }
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
    throw new IOException("no line like " + regex);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
