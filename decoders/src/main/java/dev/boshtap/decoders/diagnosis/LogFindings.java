package dev.boshtap.decoders.diagnosis;

import dev.boshtap.decoders.diagnosis.rule.Findings;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.diagnosis.rule.client.ClientRules;
import dev.boshtap.decoders.diagnosis.rule.server.ServerRules;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.logs.LogLine;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.session.Notices;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What logs add to what traffic shows: each line of use is tied to the outage of its agent at that
 * time, and makes it surer; by itself it is a finding too. A number is told as it is printed and
 * never reckoned with others: lines of one log need not agree.
 */
final class LogFindings {

  /** An event takes less time from Finesse to the desktop when all is well. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final DiagnosisLimits limits;
  private final Findings findings;
  private final Traffic traffic;

  /** When each session was last active, as the log last printed it. */
  private final Map<String, Duration> idle;

  LogFindings(DiagnosisLimits limits, Findings findings, Traffic traffic) {
    this.limits = limits;
    this.traffic = traffic;
    this.findings = findings;
    idle = new LruMap<>(limits.desks());
  }

  void on(LogLine line) {
    switch (line.kind()) {
      case RECEIVED -> received(line);
      case PUBLISHED -> published(line);
      case LAST_ACTIVE -> lastActive(line);
      case CLOSED_IDLE -> closedIdle(line);
      case CLOSED -> note(line, "the server's log: a session of the agent was closed");
      case NOT_ROUTED -> note(line, "the server's log: an event came and nobody was there");
      case UNAVAILABLE -> note(line, "the server's log: the agent's presence became unavailable");
      case FORCED_LOGOUT ->
          signedOut(line, "the server's log: the agent is signed out, as its presence is gone");
      case SIGN_OUT_ASKED ->
          note(line, "the server's log: asked CTI to sign the agent out, with code 255");
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
    String text = "the server's log: last active " + span.toMillis() + " ms ago";
    Traffic.Gap gap =
        line.sid() == null ? null : traffic.withoutRequest(line.sid(), line.at()).orElse(null);
    if (gap == null) {
      note(line, text);
    } else {
      String agent = line.agent() == null ? gap.agent() : line.agent();
      note(
          agent,
          new Outage.Step(
              line.at(), text + "; the desktop had no request open after this one", gap.exchange()),
          FaultSide.CLIENT);
    }
  }

  /** A request that had no answer did reach the server. */
  private void received(LogLine line) {
    String sid = line.sid();
    String rid = line.id();
    if (sid == null || rid == null) {
      return;
    }
    traffic
        .unanswered(sid, rid)
        .ifPresent(
            lost ->
                note(
                    lost.agent(),
                    new Outage.Step(
                        line.at(),
                        "the server's log: it had the request that was not answered",
                        lost.exchange()),
                    FaultSide.SERVER));
  }

  /** An event was published: what became of it on the wire. */
  private void published(LogLine line) {
    String agent = line.agent();
    String requestId = line.id();
    if (agent == null || requestId == null) {
      return;
    }
    Instant told = traffic.told(agent, requestId).orElse(null);
    if (told != null) {
      Duration took = Duration.between(line.at(), told);
      if (took.compareTo(LATE) > 0) {
        note(
            line,
            "the server's log: published an event that came " + Notices.seconds(took) + " later");
      }
    } else if (traffic.isAround(agent, line.at())) {
      String text = "the server's log: published an event that never reached the desktop";
      if (!note(line, text)) {
        say(ServerRules.EVENTS_LOST, line, text, Certainty.LIKELY);
      }
    }
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
    FaultSide side = line.kind() == LogLine.Kind.PUBLISHED ? FaultSide.UNKNOWN : FaultSide.CLIENT;
    return note(agent, new Outage.Step(line.at(), text, 0), side);
  }

  private boolean note(@Nullable String agent, Outage.Step step, FaultSide confirmed) {
    return agent != null && findings.logged(agent, step, confirmed);
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
