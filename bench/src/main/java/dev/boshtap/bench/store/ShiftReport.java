package dev.boshtap.bench.store;

import dev.boshtap.decoders.DiagnosingObserver;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.exporters.redact.RedactionPolicy;
import dev.boshtap.exporters.report.Report;
import dev.boshtap.exporters.report.ReportFacts;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Writes the report of a shift of 500 agents in compressed time, of whom some lose a poll every
 * minute, and says how large it is; to be opened in a browser.
 *
 * <p>Arguments: file, agents (500), hours (8).
 */
public final class ShiftReport {

  private static final Duration TICK = Duration.ofSeconds(1);

  private ShiftReport() {}

  /** Writes it. */
  public static void main(String[] args) throws IOException {
    Path page = Path.of(args.length > 0 ? args[0] : "shift.html");
    int agents = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    int hours = args.length > 2 ? Integer.parseInt(args[2]) : 8;
    Instant start = Instant.parse("2026-11-22T08:00:00Z");
    Report report = new Report();
    Diagnosis diagnosis = new Diagnosis(DiagnosisLimits.DEFAULTS);
    DiagnosingObserver observer = new DiagnosingObserver(new Observer(Limits.DEFAULTS), diagnosis);
    ShiftTraffic traffic = new ShiftTraffic(agents, start, Duration.ofHours(hours));
    Moment[] now = {Moment.of(start)};
    Moment nextTick = now[0];
    boolean goesOn = true;
    while (goesOn) {
      goesOn =
          traffic.next(
              event -> {
                now[0] = event.at();
                tell(observer.on(event), report);
              });
      if (now[0].compareTo(nextTick) >= 0) {
        tell(observer.tick(now[0]), report);
        nextTick = now[0].plus(TICK);
      }
    }
    tell(observer.finish(now[0]), report);
    try (Writer out = Files.newBufferedWriter(page)) {
      report.write(
          out,
          diagnosis.verdict(),
          diagnosis.findings(),
          new ReportFacts(
              List.of("a shift"), "bench", RedactionPolicy.NONE, now[0].wall(), ZoneOffset.UTC));
    }
    System.out.printf(
        "%d agents, %d hours, %d exchanges, %d findings: %.1f MB%n",
        agents,
        hours,
        traffic.exchanges(),
        diagnosis.findings().size(),
        Files.size(page) / 1_000_000.0);
  }

  private static void tell(List<Observation> observations, Report report) {
    observations.forEach(report::accept);
  }
}
