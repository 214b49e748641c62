package dev.boshtap.proxy.app;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.FilteredSink;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.har.HarOptions;
import dev.boshtap.exporters.har.HarSink;
import dev.boshtap.exporters.json.EventLines;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.CaptureSink;
import dev.boshtap.exporters.store.PseudonymKeys;
import dev.boshtap.exporters.terminal.Summary;
import dev.boshtap.exporters.terminal.TerminalSink;
import dev.boshtap.exporters.terminal.TerminalStyle;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everywhere that a command's observations go, as its configuration says. */
final class Outputs {

  private static final Logger LOG = LoggerFactory.getLogger(Outputs.class);

  private final List<Sink> sinks = new ArrayList<>();
  private final Redactor redactor;
  private final EventFilter filter;
  private final StatusLine lines;
  private final NothingFound nothingFound;
  private @Nullable CaptureSink capture;

  /**
   * Opens all of them, or none.
   *
   * @param whole takes out what is not to be shown or written
   * @param records whether a capture is begun, where the settings ask for one
   * @param filter what is shown and written; a capture holds everything
   * @param status what a terminal shows on its last line
   * @throws CommandFailure when two outputs name one file
   * @throws IOException when a file cannot be written
   */
  Outputs(
      Config config,
      Redactor whole,
      boolean records,
      EventFilter filter,
      Console console,
      Supplier<String> status)
      throws CommandFailure, IOException {
    Config.Output output = config.output();
    lines = new StatusLine(console.err(), output.json() ? 0 : console.width(), status);
    boolean recording = records && output.capture().enabled();
    OutputFiles.requireApart(files(config, recording));
    // Of all that is written only a HAR and a capture hold what was said, heads and bodies.
    redactor = output.har().isPresent() || recording ? whole : whole.withoutMessages();
    this.filter = filter.orUnder(redactor::nameOf);
    nothingFound = new NothingFound(this.filter, redactor::nameOf, console.err());
    if (redactor.policy() == RedactionPolicy.PERSONAL) {
      filter
          .partOfName()
          .ifPresent(node -> console.err().println("boshtap: " + PseudonymKeys.partOfName(node)));
    }
    try {
      if (recording) {
        CaptureSink begun = Recording.begin(config, redactor, lines::say);
        capture = begun;
        sinks.add(new NamedSink(begun.file().toString(), begun));
      }
      if (output.events().isPresent()) {
        Path file = output.events().get();
        open(
            file,
            () -> new EventLines(Channels.newOutputStream(PrivateFiles.create(file))),
            console);
      }
      if (output.har().isPresent()) {
        Path file = output.har().get();
        HarOptions options = new HarOptions(version(), ZoneId.systemDefault(), redactor.policy());
        open(file, () -> new HarSink(file, options), console);
      }
    } catch (IOException e) {
      abandon();
      throw e;
    }
    if (output.json()) {
      sinks.add(
          new NamedSink(
              "standard output", FilteredSink.of(this.filter, new EventLines(console.data()))));
    } else {
      sinks.add(FilteredSink.of(this.filter, new TerminalSink(lines, style(console))));
    }
    sinks.add(new EndOfStatus(lines));
    // A recording is summed up as a whole. Of files nothing else may have been read than was asked
    // for.
    sinks.add(
        records || this.filter.isAll()
            ? new Summary(console.err(), console.width())
            : FilteredSink.of(
                this.filter,
                new Summary(console.err(), console.width(), "summary of what was asked for")));
    sinks.add(nothingFound);
  }

  /** One sink in the place of all others, for a command that prints something of its own. */
  Outputs(Redactor whole, Sink only) {
    redactor = whole.withoutMessages();
    filter = EventFilter.ALL;
    nothingFound = new NothingFound(filter, redactor::nameOf, System.err);
    lines = new StatusLine(System.err, 0, () -> "");
    sinks.add(only);
  }

  static Redactor redactor(Config.Output output) {
    return Redactor.of(output.redaction(), output.redactFields());
  }

  /** Opens a sink that writes a file. */
  private interface Opening {
    Sink open() throws IOException;
  }

  private void open(Path file, Opening opening, Console console) throws IOException {
    try {
      OutputFiles.makeRoom(file, console);
      sinks.add(new NamedSink(file.toString(), FilteredSink.of(filter, opening.open())));
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }

  private static TerminalStyle style(Console console) {
    return new TerminalStyle(console.colour(), console.width(), ZoneId.systemDefault(), false);
  }

  /** Every file with a name that somebody chose. */
  private static List<OutputFiles.Output> files(Config config, boolean recording) {
    Config.Output output = config.output();
    List<OutputFiles.Output> files = new ArrayList<>();
    config.log().file().ifPresent(file -> files.add(new OutputFiles.Output("log", file)));
    config.tls().keyLog().ifPresent(file -> files.add(new OutputFiles.Output("key log", file)));
    if (recording) {
      output.capture().file().ifPresent(file -> files.add(new OutputFiles.Output("capture", file)));
    }
    output.events().ifPresent(file -> files.add(new OutputFiles.Output("events", file)));
    output.har().ifPresent(file -> files.add(new OutputFiles.Output("HAR", file)));
    return files;
  }

  static String version() {
    String version = Outputs.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }

  /** The capture, if one is recorded. */
  Optional<CaptureSink> capture() {
    return Optional.ofNullable(capture);
  }

  /** What says that nothing was found. */
  NothingFound nothingFound() {
    return nothingFound;
  }

  /** In the order in which they are given each observation. */
  List<Sink> sinks() {
    return sinks;
  }

  /** Tells a person at once, above the status. */
  void say(String line) {
    lines.say(line);
  }

  /** Takes secrets out, before any sink sees them. */
  Observation redact(Observation observation) {
    return redactor.redact(observation);
  }

  /** An agent as it is called in all that is shown and written. */
  String nameOf(String loginId) {
    return redactor.nameOf(loginId);
  }

  boolean isRedacted() {
    return redactor.policy().isActive();
  }

  /** For when nothing was begun: closes the files, and says nothing. */
  void abandon() {
    for (Sink sink : sinks) {
      if (sink instanceof NamedSink) {
        try {
          sink.close();
        } catch (IOException e) {
          LOG.debug("{} could not be closed", sink, e);
        }
      }
    }
  }

  /** Completes all of them; where a live proxy feeds them, it does this itself. */
  void close() throws IOException {
    for (Sink sink : sinks) {
      sink.close();
    }
  }

  /** Takes the status away before the last words are said. */
  private record EndOfStatus(StatusLine lines) implements Sink {
    @Override
    public void accept(Observation observation) {}

    @Override
    public void flush() {
      lines.flush();
    }

    @Override
    public void close() {
      lines.end();
    }
  }

  /** A sink that is called by its file's name where something is said of it. */
  private record NamedSink(String name, Sink sink) implements Sink {
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
      sink.close();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
