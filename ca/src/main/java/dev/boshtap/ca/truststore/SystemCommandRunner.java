package dev.boshtap.ca.truststore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs commands on this machine, with nothing to read and their words in English. */
public final class SystemCommandRunner implements CommandRunner {

  /** Windows and macOS ask the person at the screen, who may be at lunch. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public Result run(Command command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.words()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Thread reader = new Thread(() -> read(process.getInputStream(), output), "command output");
    reader.setDaemon(true);
    reader.start();
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            command.words().get(0) + ": not ended after " + PATIENCE.toMinutes() + " minutes");
      }
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command.words().get(0) + ": interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), output.toString(Charset.defaultCharset()));
  }

  private static void read(InputStream from, ByteArrayOutputStream to) {
    try (from) {
      from.transferTo(to);
    } catch (IOException e) {
      // It was ended; what it said until then is kept.
    }
  }
}
