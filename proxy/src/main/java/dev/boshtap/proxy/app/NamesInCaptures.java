package dev.boshtap.proxy.app;

import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.logs.LogLine;
import dev.boshtap.exporters.read.CaptureException;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.store.CaptureFacts;
import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.proxy.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What agents and sessions are called in boshtap's own captures, where this machine recorded them
 * and has the key to their pseudonyms: so that logs and captures of others, which have login ids,
 * are held against them.
 */
final class NamesInCaptures {

  private final List<Redactor> captures = new ArrayList<>();

  /** The names in those of these files that are boshtap's. */
  static NamesInCaptures of(Config config, List<Path> files) throws IOException {
    NamesInCaptures names = new NamesInCaptures();
    for (Path file : files) {
      if (StoreFiles.isStore(file)) {
        redactor(config, file).ifPresent(names.captures::add);
      }
    }
    return names;
  }

  private static Optional<Redactor> redactor(Config config, Path store) throws IOException {
    CaptureFacts facts;
    try {
      facts = StoreFiles.facts(store);
    } catch (CaptureException e) {
      return Optional.empty(); // That it cannot be read is said when it is read.
    }
    return Recording.keys(config).redactor(facts);
  }

  /** The line under the names by which what it is about is known, if it is under any. */
  LogLine of(LogLine line, Predicate<LogLine> known) {
    if (known.test(line)) {
      return line;
    }
    return captures.stream()
        .map(capture -> line.named(capture::nameOf))
        .filter(known)
        .findFirst()
        .orElse(line);
  }

  /**
   * The observation, of a capture that has login ids, under the names of the first of boshtap's.
   */
  Observation of(Observation observation) {
    return captures.isEmpty() ? observation : captures.get(0).redact(observation);
  }
}
