package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.diagnosis.outage.Cause;
import dev.boshtap.decoders.diagnosis.outage.Outages;
import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Findings;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.diagnosis.rule.client.ClientRules;
import dev.boshtap.decoders.diagnosis.rule.network.NetworkRules;
import dev.boshtap.decoders.diagnosis.rule.server.ServerRules;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Severity;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.logs.LogLine;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says why: given all that an {@link dev.boshtap.decoders.Observer} observes, finds the causes of
 * what goes wrong and whose side they are on (client, network, server), with the exchanges that
 * prove it. Where the traffic cannot tell, it says so.
 *
 * <p>Each cause is told once, as a {@link Event.Found}, when it has become true, and again when
 * more is known of it. Time is an input: it passes by what is observed and by {@link #tick}.
 * Several captures can be diagnosed together: {@link #capture} begins each, and {@link #conclude}
 * says that there are no more. Memory is bounded by {@link DiagnosisLimits}, whatever the length.
 * Not safe for use by several threads.
 */
public final class Diagnosis {

  /** What looked like the latter before it was known to be the former. */
  private static final Map<Rule, Set<Rule>> EXPLAINS =
      Map.of(
          NetworkRules.IDLE_CUT,
          Set.of(
              NetworkRules.RESET,
              NetworkRules.NOT_SAID,
              NetworkRules.CONNECTION_LOST,
              ServerRules.CLOSED),
          ClientRules.BACKGROUND_TAB,
          Set.of(ClientRules.SLOW_BROWSER),
          ClientRules.STARVED,
          Set.of(ClientRules.SLOW_BROWSER),
          NetworkRules.BUFFERED,
          Set.of(ServerRules.EVENTS_LATE));

  /** What an outage of the same agent explains. */
  private static final Set<Rule> AFTERMATH =
      Set.of(ServerRules.EVENTS_LATE, ServerRules.EVENTS_LOST, ServerRules.SIGNED_OUT);

  /** Which capture is told of, and what its clock lacks to be the servers'. */
  private record Origin(int capture, Duration ahead) {}

  private final DiagnosisLimits limits;
  private final Findings findings;
  private final LogFindings logs;
  private final Traffic traffic = new Traffic();
  private final Tally tally = new Tally();
  private List<Detector> detectors;
  private final Outages outages;
  private @Nullable Moment now;
  private int captures;
  private boolean expectsLogs;
  private Origin origin = new Origin(0, Duration.ZERO);

  /** A diagnosis of nothing yet. */
  public Diagnosis(DiagnosisLimits limits) {
    this.limits = limits;
    findings = new Findings(limits);
    logs = new LogFindings(limits, findings, traffic);
    detectors = Detectors.all(limits);
    outages =
        new Outages(
            limits,
            new Outages.Causes() {
              @Override
              public void accept(Cause cause) {
                caused(cause);
              }

              @Override
              public void wasSeenElsewhere(long outage) {
                findings.withdraw(outage);
              }
            });
  }

  /**
   * From here on another capture is told of; the one before must have been finished.
   *
   * @param ahead what its clock lacks to be the servers': its findings are told by theirs
   */
  public void capture(Duration ahead) {
    detectors = Detectors.all(limits);
    outages.capture(captures, ahead);
    now = null;
    origin = new Origin(captures++, ahead);
    findings.from(origin.capture(), origin.ahead());
  }

  /** Takes the next observation; gives what was found by it. */
  public List<Event> on(Observation observation) {
    Moment at = moment(observation);
    if (at == null) {
      return List.of();
    }
    now = now == null || at.compareTo(now) > 0 ? at : now;
    tally.on(observation);
    if (expectsLogs) {
      traffic.on(observation, origin.ahead());
    }
    outages.on(observation, at);
    for (Detector detector : detectors) {
      detector.on(observation, at, this::saw);
    }
    return findings.news(now);
  }

  /** Time has passed; gives what is found by that alone. */
  public List<Event> tick(Moment at) {
    now = at;
    outages.passed(at);
    return findings.news(at);
  }

  /** Nothing more comes of this capture; gives all that was not told as it is now. */
  public List<Event> finish(Moment at) {
    Moment end = now != null && now.compareTo(at) > 0 ? now : at;
    outages.finish(end);
    for (Detector detector : detectors) {
      detector.finish(end, findings::saw);
    }
    return findings.last(end);
  }

  /**
   * No other capture comes: what each shows is held against what the others do. To be said after
   * the last of several was finished, before logs are told of.
   */
  public void conclude() {
    outages.conclude();
  }

  /** Logs will be told of: remembers of the captures that come what their lines are about. */
  public void expectLogs() {
    expectsLogs = true;
  }

  /** A capture could be read in part only, which nothing that was told of it says. */
  public void incomplete(String what) {
    tally.lacks(what, 1);
  }

  /** Whether the captures that were told of have the agent, or the session, that a line names. */
  public boolean knows(LogLine line) {
    return traffic.knows(line.agent(), line.sid());
  }

  /**
   * Takes what a line of a log says; to be told after the captures whose outages it is about. Logs
   * alone are diagnosed too.
   */
  public void logged(LogLine line) {
    logs.on(line);
  }

  private void saw(Sighting sighting) {
    boolean explained =
        AFTERMATH.contains(sighting.rule())
            && sighting.context().agent() != null
            && outages.isAftermath(sighting.context());
    findings.saw(explained ? sighting.as(Severity.NOTICE) : sighting);
    explained(sighting);
  }

  /** Whether it explains, or is explained by, something else about the same subject. */
  private void explained(Sighting sighting) {
    EXPLAINS.forEach(
        (cause, others) -> {
          boolean concerned = cause.equals(sighting.rule()) || others.contains(sighting.rule());
          if (concerned) {
            findings.explains(cause, others, sighting);
          }
        });
  }

  private void caused(Cause cause) {
    // An outage of an earlier capture may turn out to be a part of what is seen in this one.
    findings.from(cause.capture(), cause.ahead());
    explained(cause);
    findings.from(origin.capture(), origin.ahead());
  }

  private void explained(Cause cause) {
    Sighting whole = cause.whole();
    if (whole == null) {
      Sighting sighting = cause.sighting();
      findings.saw(sighting, cause.outage());
      explained(sighting);
      return;
    }
    long number = findings.sawWhole(whole, cause.outage());
    if (findings.isExplained(cause.outage().number())) {
      findings.partOf(findings.saw(cause.sighting(), cause.outage()), number);
    }
  }

  /** All that was found, what matters most first. */
  public List<Finding> findings() {
    return findings.all();
  }

  /** What it all comes to, in one sentence. */
  public Verdict verdict() {
    return Verdict.of(findings.all(), tally);
  }

  private static @Nullable Moment moment(Observation observation) {
    if (observation instanceof Observation.Happened happened) {
      return happened.event().context().at();
    }
    if (observation instanceof Observation.Finished finished) {
      return finished.exchange().ended();
    }
    if (observation instanceof Observation.Message message) {
      return message.at();
    }
    if (observation instanceof Observation.Upgraded upgraded) {
      return upgraded.exchange().started();
    }
    return observation instanceof Observation.Loss loss ? loss.at() : null;
  }
}
