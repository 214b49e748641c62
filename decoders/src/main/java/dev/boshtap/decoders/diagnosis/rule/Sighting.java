package dev.boshtap.decoders.diagnosis.rule;

import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Finding.Severity;
import java.util.List;

/**
 * A rule saw its cause once. Sightings of one rule about one subject are one finding.
 *
 * @param rule the rule
 * @param subject what it is about: sightings with the same one belong together
 * @param text what was seen: words of ours, numbers and names of servers
 * @param context when, where and whose
 * @param evidence the exchanges that show it
 * @param side where the cause is
 * @param severity how much it matters
 * @param certainty how sure that is
 */
public record Sighting(
    Rule rule,
    String subject,
    String text,
    Context context,
    List<Long> evidence,
    FaultSide side,
    Severity severity,
    Certainty certainty) {

  /** Keeps its own copy. */
  public Sighting {
    evidence = List.copyOf(evidence);
  }

  /** What the rule expects, of the agent or client at that server. */
  public static Sighting of(Rule rule, Context context, String text) {
    String agent = context.agent();
    String who =
        agent == null
            ? context.connection().clientHost() + '@' + context.connection().server()
            : agent;
    return new Sighting(
        rule,
        who,
        text,
        context,
        context.exchange() == 0 ? List.of() : List.of(context.exchange()),
        rule.side(),
        rule.severity(),
        rule.certainty());
  }

  /** The same, of the server rather than of an agent. */
  public Sighting ofServer() {
    return about(context.connection().server().toString());
  }

  /** The same, about something else. */
  public Sighting about(String other) {
    return new Sighting(rule, other, text, context, evidence, side, severity, certainty);
  }

  /** The same, shown by these. */
  public Sighting shownBy(List<Long> exchanges) {
    return new Sighting(rule, subject, text, context, exchanges, side, severity, certainty);
  }

  /** The same, with the cause on another side or less or more sure. */
  public Sighting on(FaultSide otherSide, Certainty otherCertainty) {
    return new Sighting(
        rule, subject, text, context, evidence, otherSide, severity, otherCertainty);
  }

  /** The same, mattering more or less. */
  public Sighting as(Severity other) {
    return new Sighting(rule, subject, text, context, evidence, side, other, certainty);
  }
}
