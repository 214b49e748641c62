package dev.boshtap.proxy.app;

import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.har.HarReader;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * {@code open}: files in the proxy's place, told to the same observer and shown by the same sinks.
 */
final class OpenFiles {

  private final Config config;
  private final Console console;

  OpenFiles(Config config, Console console) {
    this.config = config;
    this.console = console;
  }

  int open(List<Path> files) throws IOException {
    Outputs outputs = new Outputs(config.output(), console);
    try {
      for (Path file : files) {
        try (HarReader reader = HarReader.open(file)) {
          read(reader, outputs);
        }
      }
    } finally {
      outputs.close();
    }
    return ExitCode.FINE;
  }

  private void read(HarReader reader, Outputs outputs) throws IOException {
    Observer observer = new Observer(LiveProxy.limits(config));
    Moment last = Moment.of(Instant.EPOCH);
    for (WireEvent event = reader.next(); event != null; event = reader.next()) {
      last = event.at();
      give(observer.on(event), outputs);
    }
    give(observer.finish(reader.end().orElse(last)), outputs);
    give(List.copyOf(reader.losses()), outputs);
  }

  private static void give(List<? extends Observation> observations, Outputs outputs)
      throws IOException {
    for (Observation observation : observations) {
      Observation redacted = outputs.redact(observation);
      for (Sink sink : outputs.sinks()) {
        sink.accept(redacted);
      }
    }
  }
}
