package dev.boshtap.decoders.event;

import dev.boshtap.decoders.wire.HostPort;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis found: a cause, whose side it is on, and the exchanges that prove it. A finding
 * that is seen again is told again with the same {@link #number}, never as another one.
 *
 * <p>Its texts hold words of ours, numbers and names of servers; whose it is stands in {@link
 * #agents} and {@link #outages}, where redaction finds it.
 *
 * @param number counts up from 1 within one diagnosis; the same for all that is told of it
 * @param rule the rule that found it, for example {@code network.idle-cut}: a stable name
 * @param severity how much it matters
 * @param side where the cause is
 * @param certainty how sure that is
 * @param text what was seen
 * @param why what it means, and from what that follows
 * @param toBeSure what would make it certain; empty where it is
 * @param next what to do now
 * @param agents the login ids of those concerned, the first of them
 * @param agentCount how many are concerned
 * @param servers the servers concerned
 * @param evidence what shows it, the first and the latest
 * @param first when it was seen first
 * @param last when it was seen last
 * @param count how often it was seen
 * @param outages the outages it explains, the latest of them
 * @param partOf the number of the finding that explains this one too, as many agents' outages at
 *     once explain each; or null
 */
public record Finding(
    long number,
    String rule,
    Severity severity,
    FaultSide side,
    Certainty certainty,
    String text,
    String why,
    String toBeSure,
    String next,
    List<String> agents,
    int agentCount,
    List<HostPort> servers,
    List<Evidence> evidence,
    Instant first,
    Instant last,
    long count,
    List<Outage> outages,
    @Nullable Long partOf) {

  /** How much a finding matters. */
  public enum Severity {
    /** Good to know; nobody has to do anything. */
    NOTICE,
    /** Not as it should be. */
    WARNING,
    /** Agents cannot work, or are signed out. */
    ERROR;

    /** The word used in events. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How sure a finding is of its cause and side. */
  public enum Certainty {
    /** Nothing else can have been seen so. */
    CERTAIN,
    /** Another cause would be unusual. */
    LIKELY,
    /** One of several. */
    POSSIBLE;

    /** The word used in events. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Where something is shown.
   *
   * @param source the capture's place among those diagnosed together, from 0
   * @param exchange the exchange's number within it
   */
  public record Evidence(int source, long exchange) {}

  /** Keeps its own copies. */
  public Finding {
    agents = List.copyOf(agents);
    servers = List.copyOf(servers);
    evidence = List.copyOf(evidence);
    outages = List.copyOf(outages);
  }

  /** Whether something is to be done about it, so that a diagnosis is not "all is well". */
  public boolean isTrouble() {
    return severity != Severity.NOTICE && partOf == null;
  }

  /** The same with other names for agents and in outages. */
  public Finding of(List<String> otherAgents, List<Outage> otherOutages) {
    return new Finding(
        number,
        rule,
        severity,
        side,
        certainty,
        text,
        why,
        toBeSure,
        next,
        otherAgents,
        agentCount,
        servers,
        evidence,
        first,
        last,
        count,
        otherOutages,
        partOf);
  }
}
