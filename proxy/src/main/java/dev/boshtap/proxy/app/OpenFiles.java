package dev.boshtap.proxy.app;

import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.nodes.NodeReport;
import dev.boshtap.exporters.open.CaptureFiles;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureReader;
import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.exporters.store.StoreReader;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.cli.Failures;
import dev.boshtap.proxy.cli.OpenOptions;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * {@code open}: files in the proxy's place, told to the same observer and shown by the same sinks.
 * A file that cannot be read is said, and the others are read all the same.
 */
final class OpenFiles {

  private final Config config;
  private final Console console;

  OpenFiles(Config config, Console console) {
    this.config = config;
    this.console = console;
  }

  /** Gives {@link ExitCode#CANNOT} when not all of every file could be read. */
  int open(OpenOptions options) throws CommandFailure, IOException {
    return open(options, new Outputs(config, false, options.filter(), console, () -> ""));
  }

  /** {@code nodes}: the same files, of which the pubsub nodes alone are printed. */
  int nodes(OpenOptions options) throws IOException {
    NodeReport.Form form =
        config.output().json() ? NodeReport.Form.JSON_LINES : NodeReport.Form.TABLE;
    return open(options, new Outputs(config.output(), new NodeReport(console.out(), form)));
  }

  private int open(OpenOptions options, Outputs outputs) throws IOException {
    boolean any = false;
    boolean all = true;
    try {
      for (Path file : options.files()) {
        if (StoreFiles.isStore(file)) {
          any = true;
          all &= readStore(file, options.filter(), outputs);
          continue;
        }
        CaptureReader reader;
        try {
          reader = CaptureFiles.open(file, options.keys());
        } catch (IOException e) {
          say(file, e);
          all = false;
          continue;
        }
        any = true;
        try (reader) {
          all &= read(file, reader, outputs);
        }
      }
    } finally {
      if (any) {
        outputs.close();
      } else {
        outputs.abandon();
      }
    }
    return all ? ExitCode.FINE : ExitCode.CANNOT;
  }

  /** A capture holds what was observed: it is shown as it was, not decoded again. */
  private boolean readStore(Path first, EventFilter filter, Outputs outputs) throws IOException {
    boolean bodies = config.output().har().isPresent();
    try {
      for (Path part : StoreFiles.parts(first)) {
        try (StoreReader reader = StoreReader.open(part, filter, bodies)) {
          for (Observation next = reader.next(); next != null; next = reader.next()) {
            give(List.of(next), outputs);
          }
          give(reader.pending(), outputs);
        }
      }
      return true;
    } catch (CaptureException e) {
      say(first, e);
      return false;
    }
  }

  private void say(Path file, IOException e) {
    console.err().println("boshtap: " + Failures.line(file, e));
  }

  /** Tells all that a file holds; gives whether that was all that it should hold. */
  private boolean read(Path file, CaptureReader reader, Outputs outputs) throws IOException {
    Observer observer = new Observer(LiveProxy.limits(config));
    Moment last = Moment.of(Instant.EPOCH);
    boolean all = true;
    while (true) {
      WireEvent event;
      try {
        event = reader.next();
      } catch (IOException e) {
        say(file, e);
        all = false;
        event = null;
      }
      if (event == null) {
        break;
      }
      last = event.at();
      give(observer.on(event), outputs);
    }
    give(observer.finish(reader.end().orElse(last)), outputs);
    give(reader.losses(), outputs);
    return all && !reader.isDamaged();
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
