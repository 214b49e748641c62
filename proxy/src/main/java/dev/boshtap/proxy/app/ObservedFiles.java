package dev.boshtap.proxy.app;

import dev.boshtap.decoders.DiagnosingObserver;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.open.CaptureFiles;
import dev.boshtap.exporters.open.CaptureKeys;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.read.CaptureReader;
import dev.boshtap.exporters.redact.RedactionKey;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.CaptureFacts;
import dev.boshtap.exporters.store.CaptureFolder;
import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.exporters.store.StoreReader;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.Failures;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.observe.Observing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What files hold, as it was or would have been observed: captures of boshtap as they are, those of
 * others through the observer. What cannot be read is said in one line.
 */
final class ObservedFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ObservedFiles.class);

  /** Is told what a file holds. */
  interface Told {
    /** The next observation. */
    void observed(Observation observation) throws IOException;
  }

  /** Whether a file could be read at all, and whether to its end. */
  enum Outcome {
    WHOLE,
    IN_PART,
    NOT_AT_ALL
  }

  private final Config config;
  private final Console console;
  private final CaptureKeys keys;
  private final EventFilter filter;
  private final boolean bodies;
  private final @Nullable Diagnosis diagnosis;

  /**
   * What files hold, and no more than that.
   *
   * @param keys what it takes to read those that are locked
   * @param filter what of boshtap's own captures is wanted
   * @param bodies whether these are wanted with what was said in them
   */
  ObservedFiles(
      Config config, Console console, CaptureKeys keys, EventFilter filter, boolean bodies) {
    this(config, console, keys, filter, bodies, null);
  }

  private ObservedFiles(
      Config config,
      Console console,
      CaptureKeys keys,
      EventFilter filter,
      boolean bodies,
      @Nullable Diagnosis diagnosis) {
    this.config = config;
    this.console = console;
    this.keys = keys;
    this.filter = filter;
    this.bodies = bodies;
    this.diagnosis = diagnosis;
  }

  /** The same with what is found in them, as while it happens; boshtap's own hold that already. */
  ObservedFiles diagnosed() {
    return new ObservedFiles(
        config, console, keys, filter, bodies, new Diagnosis(config.diagnosis()));
  }

  /**
   * What is asked for, by the names too that agents have in those of these files that have others.
   */
  static EventFilter named(Config config, List<Path> files, EventFilter asked, Console console)
      throws IOException {
    EventFilter filter = asked;
    for (Path file : files) {
      if (StoreFiles.isStore(file)) {
        CaptureFacts facts;
        try {
          facts = StoreFiles.facts(file);
        } catch (IOException e) {
          continue; // It is said when it is read.
        }
        filter =
            Recording.keys(config)
                .under(
                    facts, filter, line -> console.err().println("boshtap: " + file + ": " + line));
      }
    }
    return filter;
  }

  /**
   * Takes out of files what the settings say. The same file has the same pseudonyms each time, but
   * where no state can be kept; several have those of the first that has names in it.
   */
  static Redactor redactor(Config config, List<Path> files) {
    Config.Output output = config.output();
    if (output.redaction().isActive()) {
      try {
        for (Path file : files) {
          Optional<RedactionKey> key = key(config, file);
          if (key.isPresent()) {
            return Redactor.of(output.redaction(), output.redactFields(), key.get());
          }
        }
      } catch (IOException e) {
        LOG.debug("the pseudonyms are of this run alone", e);
      }
    }
    return Outputs.redactor(output);
  }

  /**
   * The key to pseudonyms in the place of the names in a file; none where it has none to replace.
   */
  private static Optional<RedactionKey> key(Config config, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (!StoreFiles.isStore(file)) {
      return Optional.of(Recording.keys(config).of(file));
    }
    CaptureFacts facts;
    try {
      facts = StoreFiles.facts(file);
    } catch (IOException e) {
      return Optional.empty(); // It is said when it is read.
    }
    return facts.redaction() == RedactionPolicy.PERSONAL
        ? Optional.empty()
        : Optional.of(Recording.keys(config).of(facts));
  }

  /** Tells all that a file holds. */
  Outcome tell(Path file, Told told) throws IOException {
    if (StoreFiles.isStore(file)) {
      return store(file, told);
    }
    CaptureReader reader;
    try {
      reader = CaptureFiles.open(file, keys);
    } catch (IOException e) {
      say(file, e);
      return Outcome.NOT_AT_ALL;
    }
    try (reader) {
      return read(file, reader, told) ? Outcome.WHOLE : Outcome.IN_PART;
    }
  }

  /** A capture holds what was observed: it is shown as it was, not decoded again. */
  private Outcome store(Path first, Told told) throws IOException {
    boolean whole = true;
    boolean any = false;
    try {
      EventFilter wanted = asked(StoreFiles.facts(first), filter);
      for (Path part : StoreFiles.parts(first)) {
        try (StoreReader reader = StoreReader.open(part, wanted, bodies)) {
          any = true;
          for (Observation next = reader.next(); next != null; next = reader.next()) {
            told.observed(next);
          }
          for (Observation pending : reader.pending()) {
            told.observed(pending);
          }
          whole &= !reader.isDamaged();
          if (!reader.isDamaged()) {
            sayIfBrokenOff(part, console);
          }
        }
      }
      return whole ? Outcome.WHOLE : Outcome.IN_PART;
    } catch (CaptureException e) {
      say(first, e);
      return any ? Outcome.IN_PART : Outcome.NOT_AT_ALL;
    }
  }

  /** Says of a capture that nobody completed that there may have been more. */
  static void sayIfBrokenOff(Path part, Console console) {
    try {
      if (CaptureFolder.isBrokenOff(part)) {
        console.err().println("boshtap: %s: %s".formatted(part, Failures.BROKEN_OFF));
      }
    } catch (IOException e) {
      LOG.debug("{}: whether it is being written is not known", part, e);
    }
  }

  /** What of what is wanted can be asked of a capture. */
  static EventFilter asked(CaptureFacts facts, EventFilter wanted) {
    return facts.redaction() == RedactionPolicy.PERSONAL ? wanted : withoutPseudonyms(wanted);
  }

  /**
   * What can be asked of a capture with names in it: pseudonyms are given to what it tells, and
   * whoever asks for one chooses from that.
   */
  private static EventFilter withoutPseudonyms(EventFilter filter) {
    boolean agents = filter.agents().stream().anyMatch(Redactor::isAlias);
    boolean nodes = filter.nodes().stream().anyMatch(NothingFound::hasPseudonym);
    return new EventFilter(
        agents ? Set.of() : filter.agents(),
        nodes ? Set.of() : filter.nodes(),
        filter.type(),
        filter.since(),
        filter.until(),
        filter.unanswered());
  }

  /** Tells all that a capture of others holds; gives whether that was all that it should hold. */
  private boolean read(Path file, CaptureReader reader, Told told) throws IOException {
    Observing observer = observing();
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
      for (Observation observation : observer.on(event)) {
        told.observed(observation);
      }
    }
    for (Observation.Loss loss : reader.losses()) {
      told.observed(loss);
      for (Event found : diagnosis == null ? List.<Event>of() : diagnosis.on(loss)) {
        told.observed(new Observation.Happened(found));
      }
    }
    for (Observation observation : observer.finish(reader.end().orElse(last))) {
      told.observed(observation);
    }
    return all && !reader.isDamaged();
  }

  private Observing observing() {
    Observer observer = new Observer(LiveProxy.limits(config));
    if (diagnosis == null) {
      return Observing.by(observer);
    }
    diagnosis.capture(Duration.ZERO);
    return Observing.by(new DiagnosingObserver(observer, diagnosis));
  }

  private void say(Path file, IOException e) {
    console.err().println("boshtap: " + Failures.line(file, e));
  }
}
