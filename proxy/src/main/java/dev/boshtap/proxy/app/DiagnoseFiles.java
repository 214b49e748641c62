package dev.boshtap.proxy.app;

import dev.boshtap.decoders.diagnosis.ClockShift;
import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.EventFilter;
import dev.boshtap.exporters.Printable;
import dev.boshtap.exporters.PrivateFiles;
import dev.boshtap.exporters.logs.LogFolder;
import dev.boshtap.exporters.read.CaptureLimits;
import dev.boshtap.exporters.redact.Redactor;
import dev.boshtap.exporters.report.DiagnosisJson;
import dev.boshtap.exporters.report.DiagnosisText;
import dev.boshtap.exporters.report.Report;
import dev.boshtap.exporters.report.ReportFacts;
import dev.boshtap.exporters.store.StoreFiles;
import dev.boshtap.proxy.app.ObservedFiles.Outcome;
import dev.boshtap.proxy.cli.CommandFailure;
import dev.boshtap.proxy.cli.Console;
import dev.boshtap.proxy.cli.DiagnoseOptions;
import dev.boshtap.proxy.cli.ExitCode;
import dev.boshtap.proxy.cli.Failures;
import dev.boshtap.proxy.config.Config;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code diagnose} and {@code report}: captures, diagnosed together. Several are read twice, the
 * first time for their clocks: what happened at once must be told by one clock.
 */
final class DiagnoseFiles {

  private final Config config;
  private final Console console;
  private final DiagnoseOptions options;
  private final Redactor redactor;
  private final Diagnosis diagnosis;
  private boolean all = true;
  private boolean any;
  private boolean incomplete;

  DiagnoseFiles(Config config, Console console, DiagnoseOptions options) {
    this.config = config;
    this.console = console;
    this.options = options;
    diagnosis = new Diagnosis(config.diagnosis());
    redactor = ObservedFiles.redactor(config, options.files()).withoutMessages();
  }

  /** Prints what was found; gives {@link ExitCode#FINDINGS} when something is to be done. */
  int diagnose() throws IOException {
    read(null);
    if (!any) {
      return ExitCode.CANNOT;
    }
    List<Finding> findings = redactedFindings();
    if (config.output().json()) {
      DiagnosisJson.write(console.out(), diagnosis.verdict(), findings, names());
    } else {
      new DiagnosisText(console.out(), console.colour(), ZoneId.systemDefault(), options.evidence())
          .write(diagnosis.verdict(), findings, names());
    }
    return exitCode(diagnosis.verdict().trouble() ? ExitCode.FINDINGS : ExitCode.FINE);
  }

  /** Writes the page. */
  int report(Path page) throws CommandFailure, IOException {
    OutputFiles.requireNew(page, options.files());
    Report report = new Report();
    read(report);
    if (!any) {
      return ExitCode.CANNOT;
    }
    OutputFiles.makeRoom(page, console);
    ReportFacts facts =
        new ReportFacts(
            names(), Outputs.version(), redactor.policy(), Instant.now(), ZoneId.systemDefault());
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                Channels.newOutputStream(PrivateFiles.create(page)), StandardCharsets.UTF_8))) {
      report.write(out, diagnosis.verdict(), redactedFindings(), facts);
    }
    console.err().println(Printable.text(diagnosis.verdict().text()));
    console.err().println("report: " + page);
    return exitCode(ExitCode.FINE);
  }

  private int exitCode(int wanted) {
    return all ? wanted : ExitCode.CANNOT;
  }

  private void read(@Nullable Report report) throws IOException {
    ObservedFiles files =
        new ObservedFiles(config, console, options.keys(), EventFilter.ALL, false);
    if (options.logs().isPresent()) {
      diagnosis.expectLogs();
    }
    NamesInCaptures names = NamesInCaptures.of(config, options.files());
    for (Path file : options.files()) {
      boolean ours = StoreFiles.isStore(file);
      boolean several = options.files().size() > 1 || options.logs().isPresent();
      Duration ahead = several ? ahead(file) : Duration.ZERO;
      diagnosis.capture(ahead);
      if (report != null) {
        report.capture(ahead);
      }
      incomplete = false;
      Outcome outcome = files.tell(file, told -> take(ours ? told : names.of(told), report));
      if (outcome == Outcome.IN_PART) {
        inPart(file);
      }
      diagnosis.finish(Moment.of(Instant.EPOCH));
      any |= outcome != Outcome.NOT_AT_ALL;
      all &= outcome == Outcome.WHOLE;
    }
    if (options.files().size() > 1) {
      diagnosis.conclude();
    }
    if (options.logs().isPresent()) {
      readLogs(options.logs().get(), names);
    }
  }

  private void readLogs(Path folder, NamesInCaptures names) {
    long logs =
        new LogFolder(
                ZoneId.systemDefault(),
                CaptureLimits.DEFAULTS,
                line -> diagnosis.logged(names.of(line, diagnosis::knows)),
                this::unread)
            .read(folder);
    if (logs == 0 && all) {
      unread(folder.toString(), new IOException("no logs in it (expected: DIR of logs)"));
    }
    any |= logs > 0;
  }

  private void unread(String name, IOException why) {
    all = false;
    console.err().println("boshtap: " + Printable.text(name + ": " + Failures.reason(why)));
  }

  /** What follows is made from what could be read: nobody is to take it for the whole. */
  private void inPart(Path file) {
    if (!incomplete) {
      diagnosis.incomplete(file.getFileName() + " could be read in part only");
    }
    console
        .err()
        .println("boshtap: %s: could be read in part only, and is judged by that".formatted(file));
  }

  private void take(Observation observation, @Nullable Report report) throws IOException {
    if (observation instanceof Observation.Loss) {
      incomplete = true;
      diagnosis.on(redactor.redact(observation)); // The verdict has its words.
    } else {
      diagnosis.on(observation);
    }
    if (report != null) {
      report.accept(redactor.redact(observation));
    }
  }

  /** What a capture's clock lacks to be the servers', as far as it tells. */
  private Duration ahead(Path file) throws IOException {
    ClockShift clock = new ClockShift();
    Console quiet = console.withoutErrors();
    new ObservedFiles(config, quiet, options.keys(), EventFilter.ALL, false).tell(file, clock::on);
    return clock.shift();
  }

  /** Findings go through the redaction that every event goes through. */
  private List<Finding> redactedFindings() {
    Connection nowhere = new Connection(0, new HostPort("boshtap", 1), "");
    return diagnosis.findings().stream()
        .map(
            finding ->
                redactor.redact(
                    new Observation.Happened(
                        new Event.Found(Context.of(Moment.of(finding.last()), nowhere), finding))))
        .map(Observation.Happened.class::cast)
        .map(happened -> ((Event.Found) happened.event()).finding())
        .toList();
  }

  private List<String> names() {
    return options.files().stream().map(file -> file.getFileName().toString()).toList();
  }
}
