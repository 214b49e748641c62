package dev.boshtap.proxy.app;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.FilteredSink;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.curl.CurlCommand;
import dev.boshtap.exporters.har.EntryLines;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.har.HarSink;
import dev.boshtap.exporters.json.EventLines;
import dev.boshtap.exporters.read.PrivateTemporary;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.saz.SazOptions;
import dev.boshtap.exporters.saz.SazSink;
import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.exporters.store.StoreReader;
import dev.boshtap.exporters.table.EventTable;
import dev.boshtap.exporters.table.PollTable;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.cli.ExportOptions;
import dev.boshtap.proxy.cli.Progress;
import dev.boshtap.proxy.config.Config;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code export}: a capture in other forms, in memory that does not grow with it. */
final class Export {

  private static final int BUFFER = 1 << 16;

  private final ExportOptions options;
  private final EventFilter filter;
  private final Console console;
  private long exchanges;
  private long events;
  private long losses;
  private final NothingFound nothingFound;
  private boolean damaged;

  Export(Config config, ExportOptions options, Console console) throws IOException {
    this.options = options;
    this.filter =
        ObservedFiles.named(config, List.of(options.capture()), options.filter(), console);
    this.console = console;
    nothingFound = new NothingFound(filter, UnaryOperator.identity(), console.err());
  }

  int write() throws CommandFailure, IOException {
    OutputFiles.requireApart(
        options.targets().stream()
            .filter(target -> !target.isStandardOutput())
            .map(target -> new OutputFiles.Output(target.format().option(), target.file()))
            .toList());
    List<Path> parts = StoreFiles.parts(options.capture());
    if (options.curl().isPresent()) {
      console.out().println(CurlCommand.of(exchange(parts, options.curl().get()).exchange()));
    }
    if (options.targets().isEmpty()) {
      return ExitCode.FINE;
    }
    RedactionPolicy redaction = StoreFiles.facts(options.capture()).redaction();
    if (!redaction.isActive()) {
      console.err().println("UNREDACTED: what is written holds passwords and tokens");
    }
    List<Sink> sinks = open(redaction);
    try {
      for (Path part : parts) {
        write(part, part.equals(parts.get(parts.size() - 1)), sinks);
      }
    } finally {
      close(sinks);
    }
    console
        .err()
        .println(
            "%d exchanges, %d events%s"
                .formatted(exchanges, events, losses == 0 ? "" : "; NOT RECORDED: " + losses));
    nothingFound.lookInto(List.of(options.capture()));
    nothingFound.close();
    if (damaged) {
      console
          .err()
          .println(
              "boshtap: %s is damaged; what could be read was written"
                  .formatted(options.capture()));
    } else {
      ObservedFiles.sayIfBrokenOff(parts.get(parts.size() - 1), console);
    }
    return damaged ? ExitCode.CANNOT : ExitCode.FINE;
  }

  /** What is open belongs to the last part: it went along from each to the next. */
  private void write(Path part, boolean last, List<Sink> sinks) throws IOException {
    try (StoreReader reader = StoreReader.open(part, filter, needsBodies())) {
      long newest = reader.newest();
      long oldest = reader.oldest();
      try (Progress progress =
          new Progress(console, "export " + part.getFileName(), newest - oldest)) {
        for (Observation next = reader.next(); next != null; next = reader.next()) {
          give(next, sinks);
          progress.at(reader.place() - oldest);
        }
        for (Observation open : last ? reader.pending() : List.<Observation>of()) {
          give(open, sinks);
        }
        damaged |= reader.isDamaged();
      }
    }
  }

  private void give(Observation observation, List<Sink> sinks) throws IOException {
    if (observation instanceof Observation.Finished) {
      exchanges++;
    } else if (observation instanceof Observation.Happened) {
      events++;
    } else if (observation instanceof Observation.Loss loss) {
      losses += loss.count();
    }
    nothingFound.accept(observation);
    for (Sink sink : sinks) {
      sink.accept(observation);
    }
  }

  private boolean needsBodies() {
    return options.targets().stream()
        .anyMatch(
            target ->
                switch (target.format()) {
                  case HAR, EXCHANGES, SAZ -> true;
                  case EVENTS, CSV_POLLS, CSV_EVENTS -> false;
                });
  }

  private List<Sink> open(RedactionPolicy redaction) throws IOException {
    HarOptions har = new HarOptions(Outputs.version(), ZoneId.systemDefault(), redaction);
    SazOptions saz = new SazOptions(Outputs.version(), ZoneId.systemDefault(), redaction);
    List<Sink> sinks = new ArrayList<>();
    try {
      for (ExportOptions.Target target : options.targets()) {
        Sink sink =
            switch (target.format()) {
              case HAR -> inFile(target, ".har", file -> new HarSink(file, har));
              case SAZ -> inFile(target, ".saz", file -> new SazSink(file, saz));
              case EVENTS -> new EventLines(stream(target));
              case EXCHANGES -> new EntryLines(stream(target), har);
              case CSV_POLLS -> new PollTable(writer(stream(target)));
              case CSV_EVENTS -> new EventTable(writer(stream(target)));
            };
        sinks.add(FilteredSink.of(filter, sink));
      }
      return sinks;
    } catch (IOException e) {
      close(sinks);
      throw e;
    }
  }

  /** Opens a sink that goes back in what it wrote, and so writes a file. */
  private interface Opening {
    Sink open(Path file) throws IOException;
  }

  private Sink inFile(ExportOptions.Target target, String suffix, Opening opening)
      throws IOException {
    if (target.isStandardOutput()) {
      PrivateTemporary file = new PrivateTemporary(suffix);
      return new Spooled(opening.open(file.path()), file, stream(target));
    }
    OutputFiles.makeRoom(target.file(), console);
    return opening.open(target.file());
  }

  /** What is written to a file first, and copied when it is complete. */
  private record Spooled(Sink sink, PrivateTemporary file, OutputStream out) implements Sink {
    @Override
    public void accept(Observation observation) throws IOException {
      sink.accept(observation);
    }

    @Override
    public void forget(long exchange) throws IOException {
      sink.forget(exchange);
    }

    @Override
    public void flush() throws IOException {
      sink.flush();
    }

    @Override
    public void close() throws IOException {
      try (file;
          out) {
        sink.close();
        Files.copy(file.path(), out);
      }
    }
  }

  private OutputStream stream(ExportOptions.Target target) throws IOException {
    if (target.isStandardOutput()) {
      return new BufferedOutputStream(console.data(), BUFFER);
    }
    OutputFiles.makeRoom(target.file(), console);
    return new BufferedOutputStream(
        Channels.newOutputStream(PrivateFiles.create(target.file())), BUFFER);
  }

  private static Writer writer(OutputStream out) {
    return new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  private static void close(List<Sink> sinks) throws IOException {
    IOException failure = null;
    for (Sink sink : sinks) {
      try {
        sink.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static Observation.Finished exchange(List<Path> parts, long number)
      throws CommandFailure, IOException {
    for (Path part : parts) {
      try (StoreReader reader = StoreReader.open(part, EventFilter.ALL, true)) {
        Optional<Observation.Finished> found = reader.exchange(number);
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw CommandFailure.cannot(
        "%s: no exchange %d (expected: a number as in the field exchange of an event)"
            .formatted(parts.get(0), number));
  }
}
