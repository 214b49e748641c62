package dev.boshtap.decoders.diagnosis.rule;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding;
import dev.boshtap.decoders.event.Outage;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that was found so far, each cause once. What is worth telling of it (that it is there, that
 * it is worse or surer or explains more) is told by {@link #news}; the rest by {@link #last}.
 *
 * <p>In memory that does not grow: beyond a number of findings, those of one rule become one.
 */
public final class Findings {

  private record Key(String rule, String subject) {}

  /** A finding keeps the timeline of an outage. */
  private record Kept(Entry entry, long outage) {}

  private static final String MANY = "many";

  private final DiagnosisLimits limits;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Set<Entry> changed = new LinkedHashSet<>();

  /** Not told as they are now, and not worth telling yet. */
  private final Set<Entry> untold = new LinkedHashSet<>();

  /** The timelines that are kept, the oldest first; without those that stay as their last. */
  private final Set<Kept> kept = new LinkedHashSet<>();

  private final Map<Long, Key> explainedBy;
  private final Map<String, Key> wholes;
  private long numbers;
  private int source;
  private Duration shift = Duration.ZERO;

  /** Nothing found yet. */
  public Findings(DiagnosisLimits limits) {
    this.limits = limits;
    explainedBy = new LruMap<>(limits.findings());
    wholes = new LruMap<>(limits.findings());
  }

  /**
   * From here on what is seen comes from another capture.
   *
   * @param place the capture's place, from 0
   * @param ahead what its clock lacks to be the servers'
   */
  public void from(int place, Duration ahead) {
    source = place;
    shift = ahead;
  }

  /** Takes what a rule saw; gives the finding's number. */
  public long saw(Sighting sighting) {
    Entry entry = entry(key(sighting));
    entry.saw(sighting, source, shift);
    changed.add(entry);
    return entry.number();
  }

  /**
   * What a rule saw explains an outage, or knows more of one that it explains. An outage that was
   * explained by another rule before is explained anew: a finding of this outage alone stays the
   * finding that it is, and has another cause.
   */
  public long saw(Sighting sighting, Outage outage) {
    Key key = key(sighting);
    Key before = explainedBy.put(outage.number(), key);
    if (before != null && !before.equals(key)) {
      explainedAnew(before, key, sighting, outage);
    }
    return saw(entry(key), sighting, outage);
  }

  /** Whether an outage has a finding of its own. */
  public boolean isExplained(long outage) {
    return explainedBy.containsKey(outage);
  }

  /**
   * What a rule saw explains an outage together with others, whatever explains it by itself. When
   * more becomes known of those that began at once, they may have another cause.
   */
  public long sawWhole(Sighting sighting, Outage outage) {
    Key key = key(sighting);
    Key before = wholes.put(sighting.subject(), key);
    Entry old = before == null || before.equals(key) ? null : entries.remove(before);
    if (old != null) {
      entries.put(key, old);
    }
    return saw(entry(key), sighting, outage);
  }

  private long saw(Entry entry, Sighting sighting, Outage outage) {
    if (entry.explains(outage)) {
      entry.judgedAgain(sighting);
    } else {
      entry.saw(sighting, source, shift);
    }
    keep(entry, outage, sighting);
    changed.add(entry);
    return entry.number();
  }

  private void keep(Entry entry, Outage outage, Sighting sighting) {
    entry.put(outage, sighting.severity()).ifPresent(gone -> kept.remove(new Kept(entry, gone)));
    kept.add(new Kept(entry, outage.number()));
    if (kept.size() > limits.allOutages()) {
      Kept oldest = kept.iterator().next();
      kept.remove(oldest);
      Entry full = oldest.entry();
      full.makeRoom().ifPresent(gone -> kept.remove(new Kept(full, gone)));
    }
  }

  /** A finding does not explain that outage after all; says whether it did. */
  private boolean forget(Entry entry, long outage) {
    kept.remove(new Kept(entry, outage));
    return entry.forget(outage);
  }

  private void explainedAnew(Key before, Key now, Sighting sighting, Outage outage) {
    Entry old = entries.get(before);
    if (old == null) {
      return;
    }
    Entry there = entries.get(now);
    if (!old.isAbout(outage)) {
      forget(old, outage.number());
    } else if (there == null) {
      entries.remove(before);
      entries.put(now, old);
    } else {
      old.judgedAgain(sighting);
      keep(old, outage, sighting);
      old.isOnly(there.number());
    }
    changed.add(old);
  }

  /** An outage is explained with another one: there is nothing to be said of it by itself. */
  public void withdraw(long outage) {
    explainedBy.remove(outage);
    for (Entry entry : List.copyOf(entries.values())) {
      if (forget(entry, outage) && entry.isEmpty()) {
        entries.values().remove(entry);
        changed.remove(entry);
        untold.remove(entry);
      }
    }
  }

  private Key key(Sighting sighting) {
    Key key = new Key(sighting.rule().name(), sighting.subject());
    return entries.size() >= limits.findings() && !entries.containsKey(key)
        ? new Key(sighting.rule().name(), MANY)
        : key;
  }

  private Entry entry(Key key) {
    return entries.computeIfAbsent(key, unseen -> new Entry(++numbers, limits));
  }

  /** The finding that explained an outage is a part of another one. */
  public void partOf(long number, long whole) {
    for (Entry entry : entries.values()) {
      if (entry.number() == number && entry.isOnly(whole)) {
        changed.add(entry);
      }
    }
  }

  /**
   * Findings by these rules are a part of what that cause found, if it did: of the same subject, or
   * of the server that the subject is connected to.
   */
  public void explains(Rule cause, Set<Rule> rules, Sighting seen) {
    String server = seen.context().connection().server().toString();
    Entry whole = entries.get(new Key(cause.name(), seen.subject()));
    whole = whole == null ? entries.get(new Key(cause.name(), server)) : whole;
    if (whole == null) {
      return;
    }
    for (Rule rule : rules) {
      for (Entry entry : of(rule, seen.subject(), server)) {
        if (entry.isPartOf(whole.number())) {
          changed.add(entry);
        }
      }
    }
  }

  /** The finding of a rule about a subject; where that is a server, those of its desktops too. */
  private List<Entry> of(Rule rule, String subject, String server) {
    if (!subject.equals(server)) {
      Entry entry = entries.get(new Key(rule.name(), subject));
      return entry == null ? List.of() : List.of(entry);
    }
    return entries.entrySet().stream()
        .filter(each -> each.getKey().rule().equals(rule.name()))
        .map(Map.Entry::getValue)
        .filter(entry -> entry.isAt(server))
        .toList();
  }

  /**
   * A log says something of an agent at that time: puts it to the outage that it is about.
   *
   * @param confirmed the side that the server's log confirms, where an outage is put down to it
   * @return whether there is one
   */
  public boolean logged(String agent, Outage.Step step, FaultSide confirmed) {
    boolean any = false;
    for (Entry entry : entries.values()) {
      if (entry.logged(agent, step, confirmed)) {
        changed.add(entry);
        any = true;
      }
    }
    return any;
  }

  /** What is worth telling since the last time. */
  public List<Event> news(Moment now) {
    if (changed.isEmpty()) {
      return List.of();
    }
    List<Event> news = new ArrayList<>();
    for (Entry entry : changed) {
      Optional<Event> told = entry.news(now);
      if (told.isPresent()) {
        news.add(told.get());
        untold.remove(entry);
      } else {
        untold.add(entry);
      }
    }
    changed.clear();
    return news;
  }

  /** Everything that was not told as it is now: for the end. */
  public List<Event> last(Moment now) {
    List<Event> last = new ArrayList<>();
    untold.addAll(changed);
    for (Entry entry : untold) {
      entry.last(now).ifPresent(last::add);
    }
    changed.clear();
    untold.clear();
    return last;
  }

  /** All of them, those that matter most first, to most agents, then as they were found. */
  public List<Finding> all() {
    return entries.values().stream()
        .map(Entry::finding)
        .sorted(
            Comparator.comparing(Finding::severity, Comparator.reverseOrder())
                .thenComparing(Finding::agentCount, Comparator.reverseOrder())
                .thenComparing(Finding::first))
        .toList();
  }

  /** The context of a finding as an event: it concerns no single exchange. */
  static Context context(Moment now, Context of, Optional<String> agent) {
    return new Context(now, of.connection(), 0, agent.orElse(null), null, null, null);
  }
}
