package dev.boshtap.decoders.diagnosis.rule;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Finding.Evidence;
import dev.boshtap.decoders.event.Finding.Severity;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A finding as it grows. */
final class Entry {

  /** The last outages of each finding that stay, however many there are of others. */
  private static final int LAST_OUTAGES = 2;

  /** What it was told as, by which it is seen what would be news; not all that was told. */
  private record Told(
      String rule,
      Severity severity,
      FaultSide side,
      Finding.Certainty certainty,
      @Nullable Long partOf,
      int agents,
      long count) {}

  private final long number;
  private final DiagnosisLimits limits;
  private final Set<String> agents = new LinkedHashSet<>();
  private final Set<HostPort> servers = new LinkedHashSet<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final Map<Long, Outage> outages = new LinkedHashMap<>();
  private final Map<Long, Severity> outagesEver = new HashMap<>();
  private @Nullable Sighting latest;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private long count;
  private @Nullable Long partOf;
  private @Nullable Severity worst;
  private @Nullable Told told;
  private boolean changed;

  Entry(long number, DiagnosisLimits limits) {
    this.number = number;
    this.limits = limits;
  }

  long number() {
    return number;
  }

  void saw(Sighting sighting, int source, Duration shift) {
    Instant at = sighting.context().at().wall().plus(shift);
    first = first == null || at.isBefore(first) ? at : first;
    last = last == null || at.isAfter(last) ? at : last;
    count++;
    changed = true;
    judgedAgain(sighting);
    String agent = sighting.context().agent();
    if (agent != null && agents.size() < limits.agents()) {
      agents.add(agent);
    }
    boolean onAConnection = sighting.context().connection().number() > 0;
    if (onAConnection && servers.size() < limits.listed()) {
      servers.add(sighting.context().connection().server());
    }
    for (long exchange : sighting.evidence()) {
      show(new Evidence(source, exchange));
    }
  }

  /** Keeps the first half of what shows it, and the latest. */
  private void show(Evidence exchange) {
    if (evidence.contains(exchange)) {
      return;
    }
    if (evidence.size() >= limits.listed()) {
      evidence.remove(limits.listed() / 2);
    }
    evidence.add(exchange);
  }

  /** The same is seen in another light: what is known later counts. */
  void judgedAgain(Sighting sighting) {
    changed |= latest == null || !saysTheSame(latest, sighting);
    latest = sighting;
  }

  private static boolean saysTheSame(Sighting one, Sighting other) {
    return one.rule().equals(other.rule())
        && one.text().equals(other.text())
        && one.side() == other.side()
        && one.severity() == other.severity()
        && one.certainty() == other.certainty();
  }

  boolean explains(Outage outage) {
    return outagesEver.containsKey(outage.number());
  }

  /** A log says something: at a time of one of its outages of that agent it belongs to that. */
  boolean logged(String agent, Outage.Step step, FaultSide confirmed) {
    Instant at = step.at();
    for (Outage outage : List.copyOf(outages.values())) {
      Instant from = outage.lastGood() == null ? outage.began() : outage.lastGood();
      boolean same = outage.agent() != null && outage.agent().equalsIgnoreCase(agent);
      if (same
          && !at.isBefore(from.minus(limits.inactivity()))
          && !at.isAfter(from.plus(limits.logoutAtMost()).plus(limits.inactivity()))) {
        if (outage.steps().size() < limits.steps() + limits.listed()) {
          outages.put(outage.number(), outage.with(step));
          changed = true;
        }
        surer(confirmed);
        return true;
      }
    }
    return false;
  }

  /** The server saw the same from its side. */
  private void surer(FaultSide confirmed) {
    Sighting seen = latest;
    if (seen != null
        && seen.side() == confirmed
        && confirmed != FaultSide.UNKNOWN
        && seen.certainty() == Finding.Certainty.LIKELY) {
      judgedAgain(seen.on(confirmed, Finding.Certainty.CERTAIN));
    }
  }

  /** Whether it concerns that server and no other. */
  boolean isAt(String server) {
    return servers.size() == 1 && servers.iterator().next().toString().equals(server);
  }

  /** Whether it is about that outage and nothing else. */
  boolean isAbout(Outage outage) {
    return outagesEver.size() == 1 && explains(outage);
  }

  /** It does not explain that outage after all; says whether it did. */
  boolean forget(long outage) {
    if (outagesEver.remove(outage) == null) {
      return false;
    }
    outages.remove(outage);
    changed = true;
    count--;
    worst = worst();
    return true;
  }

  /** Whether nothing is left of it. */
  boolean isEmpty() {
    return count <= 0;
  }

  /** It explains that outage, or more is known of it; gives the one that is not kept any more. */
  Optional<Long> put(Outage outage, Severity severity) {
    if (outagesEver.size() < limits.findings() || explains(outage)) {
      Severity before = outagesEver.put(outage.number(), severity);
      if (worst == null || severity.compareTo(worst) > 0) {
        worst = severity;
      } else if (before == worst) {
        worst = worst();
      }
    }
    boolean full = !outages.containsKey(outage.number()) && outages.size() >= limits.outages();
    Optional<Long> gone = full ? Optional.of(dropOldest()) : Optional.empty();
    Outage before = outages.put(outage.number(), outage);
    changed |= !outage.equals(before);
    return gone;
  }

  /**
   * There is no room any more for all timelines; gives the one that is not kept any more, if there
   * is one that need not stay. It counts on.
   */
  Optional<Long> makeRoom() {
    return outages.size() > LAST_OUTAGES ? Optional.of(dropOldest()) : Optional.empty();
  }

  private long dropOldest() {
    long oldest = outages.keySet().iterator().next();
    outages.remove(oldest);
    return oldest;
  }

  /** Whether all that it explains is explained by that finding too; says if that is news. */
  boolean isOnly(long whole) {
    return count <= 1 && isPartOf(whole);
  }

  /** Another finding explains it too; says if that is news. */
  boolean isPartOf(long whole) {
    if (Objects.equals(partOf, whole)) {
      return false;
    }
    partOf = whole;
    changed = true;
    return true;
  }

  private @Nullable Severity worst() {
    return outagesEver.values().stream().max(Comparator.naturalOrder()).orElse(null);
  }

  /** As bad as the worst of what it explains. */
  private Severity severity() {
    return worst != null ? worst : Objects.requireNonNull(latest).severity();
  }

  /**
   * The event, if there is news: it is new, or worse, or surer, or has ten times as much of it.
   * Asked after everything that is seen, so what there is to tell is made only where it is told.
   */
  Optional<Event> news(Moment at) {
    Told before = told;
    Sighting seen = Objects.requireNonNull(latest);
    boolean worthTelling =
        before == null
            || !seen.rule().name().equals(before.rule())
            || severity() != before.severity()
            || seen.side() != before.side()
            || seen.certainty() != before.certainty()
            || !Objects.equals(partOf, before.partOf())
            || (before.agents() < 2 && agents.size() > before.agents())
            || (before.agents() > 0 && agents.size() >= before.agents() * 10)
            || count >= before.count() * 10;
    return worthTelling ? Optional.of(tell(finding(), at)) : Optional.empty();
  }

  Optional<Event> last(Moment at) {
    return changed ? Optional.of(tell(finding(), at)) : Optional.empty();
  }

  private Event tell(Finding now, Moment at) {
    changed = false;
    told =
        new Told(
            now.rule(),
            now.severity(),
            now.side(),
            now.certainty(),
            now.partOf(),
            now.agentCount(),
            now.count());
    Optional<String> agent =
        now.agentCount() == 1 ? Optional.of(now.agents().get(0)) : Optional.empty();
    return new Event.Found(
        Findings.context(at, Objects.requireNonNull(latest).context(), agent), now);
  }

  Finding finding() {
    Sighting seen = Objects.requireNonNull(latest);
    Rule rule = seen.rule();
    return new Finding(
        number,
        rule.name(),
        severity(),
        seen.side(),
        seen.certainty(),
        seen.text(),
        rule.why(),
        rule.toBeSure(),
        rule.next(),
        agents.stream().limit(limits.listed()).toList(),
        agents.size(),
        List.copyOf(servers),
        evidence,
        Objects.requireNonNull(first),
        Objects.requireNonNull(last),
        count,
        List.copyOf(outages.values()),
        partOf);
  }
}
