package dev.boshtap.proxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.FilteredSink;
import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.Sink;
import dev.boshtap.exporters.json.EventLines;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.CaptureFacts;
import dev.boshtap.exporters.store.CaptureFolder;
import dev.boshtap.exporters.store.PseudonymKeys;
import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.exporters.store.StoreReader;
import dev.boshtap.exporters.terminal.TerminalSink;
import dev.boshtap.exporters.terminal.TerminalStyle;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.cli.Sizes;
import dev.boshtap.proxy.cli.TailOptions;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code tail}: shows a capture from another process than the one that writes it. */
final class Tail {

  private static final Duration PERIOD = Duration.ofMillis(200);

  /** Of this many agents the names are looked up for who asks by pseudonym. */
  private static final int MOST_NAMES = 100_000;

  private final TailOptions options;
  private final EventFilter asked;
  private final EventFilter shown;
  private final Redactor redactor;
  private final Console console;
  private final StopSignal stop;
  private final Path file;
  private final Tally tally = new Tally();
  private final StatusLine lines;
  private final LastLines lastLines;
  private final Sink sink;
  private final NothingFound nothingFound;
  private Path current;
  private boolean damaged;

  Tail(Config config, TailOptions options, Console console, StopSignal stop)
      throws CommandFailure, IOException {
    this.options = options;
    this.console = console;
    this.stop = stop;
    this.file = capture(config, options);
    this.current = file;
    asked = ObservedFiles.named(config, List.of(file), options.filter(), console);
    redactor = ObservedFiles.redactor(config, List.of(file)).withoutMessages();
    shown = asked.orUnder(redactor::nameOf);
    nothingFound = new NothingFound(shown, redactor::nameOf, console.err());
    boolean json = config.output().json();
    boolean shows = options.follow() && !json;
    lines = new StatusLine(console.err(), shows ? console.width() : 0, this::status);
    lastLines =
        json
            ? new LastLines(this::data, console.data(), options.last())
            : new LastLines(lines::append, lines, options.last());
    sink =
        FilteredSink.of(
            shown,
            json
                ? new EventLines(lastLines.stream())
                : new TerminalSink(
                    lastLines,
                    new TerminalStyle(
                        console.colour(), console.width(), ZoneId.systemDefault(), false)));
  }

  private static Path capture(Config config, TailOptions options)
      throws CommandFailure, IOException {
    if (options.capture().isPresent()) {
      return options.capture().get();
    }
    return new CaptureFolder(config.captures())
        .newest()
        .orElseThrow(
            () ->
                CommandFailure.cannot(
                    config.captures() + ": no captures there (expected: one, of `boshtap run`)"));
  }

  /**
   * Shows it until it is complete, or until the process is told to stop; gives {@link
   * ExitCode#CANNOT} when not all of it could be read.
   */
  int follow() throws IOException {
    try {
      Optional<Path> next = Optional.of(file);
      boolean first = true;
      while (next.isPresent()) {
        current = next.get();
        next = show(current, first);
        first = false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sink.close();
      lastLines.goOn();
      lines.end();
    }
    if (!damaged) {
      ObservedFiles.sayIfBrokenOff(current, console);
    }
    if (options.follow() || options.last() > 0) {
      nothingFound.lookInto(List.of(file));
      nothingFound.close();
    }
    return damaged ? ExitCode.CANNOT : ExitCode.FINE;
  }

  /** Shows one part; gives the next, if it is known and is to be shown. */
  private Optional<Path> show(Path part, boolean first) throws IOException, InterruptedException {
    try (StoreReader reader = StoreReader.open(part, wanted(part), false)) {
      if (first) {
        console.err().println(header(part, reader.facts()));
        begin(reader);
      }
      boolean heldBack = false;
      while (true) {
        // Asked first: what is written before it is complete is read after.
        boolean written = CaptureFolder.isWritten(part);
        Observation latest = null;
        for (Observation next = reader.next(); next != null; next = reader.next()) {
          latest = next;
          tally.accept(next);
          Observation redacted = redactor.redact(next);
          nothingFound.accept(redacted);
          sink.accept(redacted);
          lines.flush();
        }
        // What became of the exchange of an event may be behind what can be read so far.
        heldBack = latest instanceof Observation.Happened && !heldBack;
        if (!heldBack) {
          sink.flush();
          if (options.follow()) {
            lastLines.goOn();
          }
        }
        lines.flush();
        damaged |= reader.isDamaged();
        if (stop.isAsked()) {
          return Optional.empty();
        }
        if (!written || !options.follow()) {
          return StoreFiles.after(part);
        }
        stop.await(Optional.of(PERIOD));
      }
    }
  }

  private void begin(StoreReader reader) throws IOException {
    if (options.last() == 0) {
      reader.skipTo(reader.newest());
    } else if (options.last() != Integer.MAX_VALUE) {
      reader.skipTo(reader.placeBefore(options.last()));
      return;
    }
    lastLines.goOn();
  }

  private void data(String text) throws IOException {
    console.data().write(text.getBytes(UTF_8));
  }

  /** What is asked of a part: agents by their names where it has those, whatever is shown. */
  private EventFilter wanted(Path part) throws IOException {
    CaptureFacts facts = StoreFiles.facts(part);
    if (facts.redaction() == RedactionPolicy.PERSONAL || asked.isAll()) {
      return asked;
    }
    if (part.equals(file) && redactor.policy() == RedactionPolicy.PERSONAL) {
      asked
          .partOfName()
          .ifPresent(node -> console.err().println("boshtap: " + PseudonymKeys.partOfName(node)));
    }
    Map<String, String> names = new HashMap<>();
    try (StoreReader all = StoreReader.open(part, EventFilter.ALL, false)) {
      all.agents(MOST_NAMES).forEach(name -> names.put(redactor.nameOf(name), name));
    }
    boolean known =
        asked.agents().stream().filter(Redactor::isAlias).allMatch(names::containsKey)
            && asked.nodes().stream()
                .flatMap(node -> Stream.of(node.toString().split("/", -1)))
                .filter(Redactor::isAlias)
                .allMatch(names::containsKey);
    return known
        ? asked.orUnder(alias -> names.getOrDefault(alias, alias))
        : ObservedFiles.asked(facts, asked);
  }

  private static String header(Path part, CaptureFacts facts) {
    return "%s, recorded on %s%s"
        .formatted(
            part,
            Printable.text(facts.host()),
            facts.redaction().isActive() ? "" : ", UNREDACTED: holds passwords and tokens");
  }

  private String status() {
    try {
      return tally.status() + " | " + Sizes.text(Files.size(current));
    } catch (IOException e) {
      return tally.status();
    }
  }
}
