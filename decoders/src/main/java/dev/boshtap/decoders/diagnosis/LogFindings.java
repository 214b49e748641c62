package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.diagnosis.rule.Findings;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.diagnosis.rule.client.ClientRules;
import dev.boshtap.decoders.diagnosis.rule.server.ServerRules;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.logs.LogLine;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.Map;

/**
 * What logs add to what traffic shows: each line of use is tied to the outage of its agent at that
 * time, and makes it surer; by itself it is a finding too. A number is told as it is printed and
 * never reckoned with others: lines of one log need not agree.
 */
final class LogFindings {

  private final DiagnosisLimits limits;
  private final Findings findings;

  /** When each session was last active, as the log last printed it. */
  private final Map<String, Duration> idle;

  LogFindings(DiagnosisLimits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
    idle = new LruMap<>(limits.desks());
  }

  void on(LogLine line) {
    switch (line.kind()) {
      case LAST_ACTIVE -> lastActive(line);
      case CLOSED_IDLE -> closedIdle(line);
      case CLOSED -> note(line, "the server's log: a session of the agent was closed");
      case NOT_ROUTED -> note(line, "the server's log: an event came and nobody was there");
      case UNAVAILABLE -> note(line, "the server's log: the agent's presence became unavailable");
      case FORCED_LOGOUT ->
          signedOut(line, "the server's log: the agent is signed out, as its presence is gone");
      case SIGNED_OUT -> signedOut(line, "the server's log: signed out with code 255");
      case STOPPED -> restarted(line, "the server's log: Openfire stopped");
      case STARTED -> restarted(line, "the server's log: its HTTP binding started");
      case DRIFT -> drift(line);
    }
  }

  private void lastActive(LogLine line) {
    Duration span = line.span();
    if (span == null || span.isZero()) {
      return;
    }
    idle.put(key(line), span);
    note(line, "the server's log: last active " + span.toMillis() + " ms ago");
  }

  private void closedIdle(LogLine line) {
    Duration last = idle.get(key(line));
    String text =
        "the server's log: a session was closed for inactivity"
            + (last == null ? "" : ", last active " + last.toMillis() + " ms ago");
    if (!note(line, text)) {
      say(
          ClientRules.SILENT,
          line,
          text + "; the traffic of that time is not here",
          Certainty.LIKELY);
    }
  }

  private void signedOut(LogLine line, String text) {
    if (!note(line, text)) {
      say(ServerRules.SIGNED_OUT, line, text, Certainty.CERTAIN);
    }
  }

  private void restarted(LogLine line, String text) {
    findings.saw(
        Sighting.of(ServerRules.RESTARTED, context(line), text)
            .about("log")
            .on(FaultSide.SERVER, Certainty.CERTAIN));
  }

  private void drift(LogLine line) {
    Duration drift = line.span();
    if (drift != null && drift.abs().compareTo(limits.drift()) > 0) {
      say(
          ClientRules.CLOCK,
          line,
          "the desktop's log: its clock and the server's differ by " + Notices.seconds(drift.abs()),
          Certainty.CERTAIN);
    }
  }

  /** Puts a line to the outage of its agent at that time; says whether there was one. */
  private boolean note(LogLine line, String text) {
    String agent = line.agent();
    return agent != null && findings.logged(agent, line.at(), text);
  }

  private void say(Rule rule, LogLine line, String text, Certainty certainty) {
    findings.saw(
        Sighting.of(rule, context(line), text).on(rule.side(), certainty).as(rule.severity()));
  }

  private static Context context(LogLine line) {
    Context nowhere = Nowhere.at(Moment.of(line.at()));
    return new Context(nowhere.at(), nowhere.connection(), 0, line.agent(), null, null, null);
  }

  private static String key(LogLine line) {
    return line.sid() == null ? "" + line.agent() : line.sid();
  }
}
