package dev.boshtap.proxy.app;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.har.HarSink;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.saz.SazOptions;
import dev.boshtap.exporters.saz.SazSink;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.cli.RedactOptions;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code redact}: a capture read, redacted and written anew. Only what boshtap understands is
 * written, so that nothing gets past redaction in a field that it does not know.
 */
final class RedactedCopy {

  private final Config config;
  private final Console console;
  private long exchanges;

  RedactedCopy(Config config, Console console) {
    this.config = config;
    this.console = console;
  }

  /** Gives {@link ExitCode#CANNOT} when not all of the file could be read. */
  int make(RedactOptions options) throws CommandFailure, IOException {
    Redactor redactor = ObservedFiles.redactor(config, List.of(options.file()));
    if (!redactor.policy().isActive()) {
      throw CommandFailure.usage("redaction is set to none (expected: personal or secrets)");
    }
    Path out = options.out();
    OutputFiles.requireNew(out, List.of(options.file()));
    if (!isNamed(out, ".saz") && !isNamed(out, ".har")) {
      throw CommandFailure.usage(out + ": which format? (expected: a name ending in .har or .saz)");
    }
    ObservedFiles files = new ObservedFiles(config, console, options.keys(), EventFilter.ALL, true);
    ObservedFiles.Outcome outcome;
    try (Late copy = new Late(() -> sink(out, redactor.policy()))) {
      outcome =
          files.tell(
              options.file(), observation -> give(redactor.redact(observation), copy.sink()));
    }
    if (outcome == ObservedFiles.Outcome.NOT_AT_ALL) {
      return ExitCode.CANNOT;
    }
    boolean whole = outcome == ObservedFiles.Outcome.WHOLE;
    console.err().println("%s: %d exchanges, redacted".formatted(out, exchanges));
    if (!whole) {
      console
          .err()
          .println(
              "boshtap: %s is damaged; what could be read is in %s".formatted(options.file(), out));
    }
    return whole ? ExitCode.FINE : ExitCode.CANNOT;
  }

  private static boolean isNamed(Path out, String suffix) {
    return out.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  private Sink sink(Path out, RedactionPolicy policy) throws IOException {
    OutputFiles.makeRoom(out, console);
    ZoneId zone = ZoneId.systemDefault();
    return isNamed(out, ".saz")
        ? new SazSink(out, new SazOptions(Outputs.version(), zone, policy))
        : new HarSink(out, new HarOptions(Outputs.version(), zone, policy));
  }

  private void give(Observation observation, Sink sink) throws IOException {
    if (observation instanceof Observation.Loss loss) {
      console
          .err()
          .println("not in it: %s (%d)".formatted(Printable.text(loss.what()), loss.count()));
      return;
    }
    exchanges += observation instanceof Observation.Finished ? 1 : 0;
    sink.accept(observation);
  }

  /** Opens a sink. */
  private interface Opening {
    Sink open() throws IOException;
  }

  /** A sink that is opened when there is something for it: of nothing no file is made. */
  private static final class Late implements AutoCloseable {
    private final Opening opening;
    private @Nullable Sink sink;

    Late(Opening opening) {
      this.opening = opening;
    }

    Sink sink() throws IOException {
      if (sink == null) {
        sink = opening.open();
      }
      return sink;
    }

    @Override
    public void close() throws IOException {
      if (sink != null) {
        sink.close();
      }
    }
  }
}
