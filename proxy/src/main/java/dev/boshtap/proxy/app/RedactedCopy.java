package dev.boshtap.proxy.app;

import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.har.HarSink;
import dev.boshtap.exporters.open.CaptureFiles;
import dev.boshtap.exporters.read.CaptureReader;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.saz.SazOptions;
import dev.boshtap.exporters.saz.SazSink;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.cli.RedactOptions;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * {@code redact}: a capture read, decoded, redacted and written anew. Only what boshtap understands
 * is written, so that nothing gets past redaction in a field that it does not know.
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
    Redactor redactor = Outputs.redactor(config.output());
    if (!redactor.isActive()) {
      throw CommandFailure.usage("redaction is set to none (expected: personal or secrets)");
    }
    Path out = options.out();
    if (Files.exists(out) && Files.isSameFile(out, options.file())) {
      throw CommandFailure.usage(
          out + " would replace what it is made of (expected: another name)");
    }
    boolean whole;
    try (CaptureReader reader = CaptureFiles.open(options.file(), options.keys());
        Sink sink = sink(out)) {
      whole = copy(reader, redactor, sink);
    }
    console.err().println("%s: %d exchanges, redacted".formatted(out, exchanges));
    if (!whole) {
      console
          .err()
          .println(
              "boshtap: %s is damaged; what could be read is in %s".formatted(options.file(), out));
    }
    return whole ? ExitCode.FINE : ExitCode.CANNOT;
  }

  private Sink sink(Path out) throws CommandFailure, IOException {
    String name = out.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean saz = name.endsWith(".saz");
    if (!saz && !name.endsWith(".har")) {
      throw CommandFailure.usage(out + ": which format? (expected: a name ending in .har or .saz)");
    }
    Earlier.setAside(out)
        .ifPresent(
            kept ->
                console.err().println("boshtap: the earlier %s is now %s".formatted(out, kept)));
    ZoneId zone = ZoneId.systemDefault();
    return saz
        ? new SazSink(out, new SazOptions(Outputs.version(), zone, true))
        : new HarSink(out, new HarOptions(Outputs.version(), zone, true));
  }

  private boolean copy(CaptureReader reader, Redactor redactor, Sink sink) throws IOException {
    Observer observer = new Observer(LiveProxy.limits(config));
    Moment last = Moment.of(Instant.EPOCH);
    for (WireEvent event = reader.next(); event != null; event = reader.next()) {
      last = event.at();
      give(observer.on(event), redactor, sink);
    }
    give(observer.finish(reader.end().orElse(last)), redactor, sink);
    for (Observation.Loss loss : reader.losses()) {
      Observation said = redactor.redact(loss);
      if (said instanceof Observation.Loss what) {
        console.err().println("not in it: %s (%d)".formatted(what.what(), what.count()));
      }
    }
    return !reader.isDamaged();
  }

  private void give(List<Observation> observations, Redactor redactor, Sink sink)
      throws IOException {
    for (Observation observation : observations) {
      exchanges += observation instanceof Observation.Finished ? 1 : 0;
      sink.accept(redactor.redact(observation));
    }
  }
}
