package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds outages that began at once, and alike. Each began somewhere between the last good answer
 * and the first thing that went wrong; those whose spans have a moment in common may have begun
 * together.
 */
final class Clusters {

  private static final int REMEMBERED = 5_000;
  private static final Duration LONGEST_SPAN = Duration.ofMinutes(3);

  /** Outages that began together, and what is thought of them. */
  static final class Cluster {
    private final String host;
    private final Symptom.Way way;
    private final Moment at;
    private int connected;
    private int out;
    private final Map<Story, Optional<Judgement>> stories = new LinkedHashMap<>();
    private final Set<Story> untold = new LinkedHashSet<>();
    private final Map<FaultSide, Integer> sides = new EnumMap<>(FaultSide.class);
    private final Map<Rule, Integer> rules = new HashMap<>();

    Cluster(String host, Symptom.Way way, Moment at) {
      this.host = host;
      this.way = way;
      this.at = at;
    }

    String host() {
      return host;
    }

    Symptom.Way way() {
      return way;
    }

    Moment at() {
      return at;
    }

    /** How many desktops were connected to the server then, or were until then. */
    int connected() {
      return Math.max(connected, stories.size());
    }

    /** How many more were out already, each for a reason of its own: they could not drop out. */
    int out() {
      return out;
    }

    int size() {
      return stories.size();
    }

    /** Those that were not told as a part of it yet; told ones are taken out by whoever tells. */
    Set<Story> untold() {
      return untold;
    }

    /** How many are judged to be a side's fault. */
    int judged(FaultSide side) {
      return sides.getOrDefault(side, 0);
    }

    /** How many are judged. */
    int judged() {
      return sides.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What most are judged to be. */
    Optional<Rule> mostSeen() {
      return rules.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** It is one of them, and this is what is thought of it by now. */
    private void put(Story story) {
      Optional<Judgement> now = Optional.ofNullable(story.judgement());
      Optional<Judgement> before = stories.put(story, now);
      if (before == null) {
        untold.add(story);
      } else {
        before.ifPresent(judgement -> count(judgement, -1));
      }
      now.ifPresent(judgement -> count(judgement, 1));
    }

    private void remove(Story story) {
      Optional<Judgement> before = stories.remove(story);
      untold.remove(story);
      if (before != null) {
        before.ifPresent(judgement -> count(judgement, -1));
      }
    }

    private void count(Judgement judgement, int one) {
      sides.merge(judgement.side(), one, Cluster::sum);
      rules.merge(judgement.rule(), one, Cluster::sum);
    }

    private static @Nullable Integer sum(int one, int other) {
      return one + other == 0 ? null : Integer.valueOf(one + other);
    }
  }

  private final DiagnosisLimits limits;
  private final Seats seats;
  private final Duration half;
  private final Duration halfBefore;
  private final Deque<Story> begun = new ArrayDeque<>();
  private final Deque<Cluster> clusters = new ArrayDeque<>();

  Clusters(DiagnosisLimits limits, Seats seats) {
    this.limits = limits;
    this.seats = seats;
    half = limits.atOnce().dividedBy(2);
    halfBefore = half.negated();
  }

  void began(Story story) {
    begun.addLast(story);
    if (begun.size() > REMEMBERED) {
      begun.removeFirst();
    }
  }

  /** It was no outage after all. */
  void forget(Story story) {
    begun.remove(story);
    clusters.forEach(cluster -> cluster.remove(story));
  }

  /** Another thing is thought of it now. */
  void judged(Story story) {
    for (Cluster cluster : clusters) {
      if (cluster.stories.containsKey(story)) {
        cluster.put(story);
      }
    }
  }

  /** The outages that began at once with this one, if there are enough of them. */
  Optional<Cluster> of(Story story) {
    for (Cluster cluster : clusters) {
      if (cluster.stories.containsKey(story)
          || (cluster.host().equals(host(story))
              && cluster.way() == story.first().way()
              && spans(story, cluster.at()))) {
        cluster.put(story);
        return Optional.of(cluster);
      }
    }
    List<Story> near =
        begun.stream()
            .filter(other -> host(other).equals(host(story)))
            .filter(other -> other.first().way() == story.first().way())
            .filter(other -> onset(other).since(onset(story)).abs().compareTo(LONGEST_SPAN) < 0)
            .toList();
    if (near.size() < limits.onceAgents()) {
      return Optional.empty();
    }
    Moment at = mostCommon(story, near);
    if (at == null) {
      return Optional.empty();
    }
    List<Story> together = near.stream().filter(other -> spans(other, at)).toList();
    if (together.stream().map(Story::seat).distinct().count() < limits.onceAgents()) {
      return Optional.empty();
    }
    Cluster cluster = new Cluster(host(story), story.first().way(), at);
    count(cluster);
    together.forEach(cluster::put);
    clusters.addLast(cluster);
    if (clusters.size() > limits.listed()) {
      clusters.removeFirst();
    }
    return Optional.of(cluster);
  }

  /** Who was there, and who was out already. */
  private void count(Cluster cluster) {
    Moment at = cluster.at();
    int taken = seats.taken(cluster.host(), at, limits.recent(), seat -> true);
    cluster.out = seats.taken(cluster.host(), at, limits.recent(), seat -> seat.isOut(at, half));
    cluster.connected = taken - cluster.out;
  }

  /** Other captures have told of more desktops. */
  void recount() {
    clusters.forEach(this::count);
  }

  /** All outages that are remembered, as they began. */
  List<Story> begun() {
    return List.copyOf(begun);
  }

  /**
   * Whether it is all of a server's desktops, by the stated share. Where most were out before,
   * those who were left are no measure.
   */
  boolean isAll(Cluster cluster) {
    return cluster.size() * 100 >= cluster.connected() * limits.onceShare()
        && cluster.size() >= cluster.out();
  }

  /** The moment, in this story's span, that lies in the spans of most others. */
  private @Nullable Moment mostCommon(Story story, List<Story> near) {
    Moment[] begins = near.stream().map(this::spanBegins).sorted().toArray(Moment[]::new);
    Moment[] ends = near.stream().map(this::spanEnds).sorted().toArray(Moment[]::new);
    Moment best = null;
    int most = 0;
    for (Story other : near) {
      Moment at = onset(other);
      if (spans(story, at)) {
        // Of the spans that have begun by then, those that were not over before it.
        int many = countUpTo(begins, at, true) - countUpTo(ends, at, false);
        if (many > most) {
          most = many;
          best = at;
        }
      }
    }
    return most < limits.onceAgents() ? null : best;
  }

  private static int countUpTo(Moment[] sorted, Moment at, boolean inclusive) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = sorted[middle].compareTo(at);
      if (order < 0 || (inclusive && order == 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean spans(Story story, Moment at) {
    return spanBegins(story).compareTo(at) <= 0 && spanEnds(story).compareTo(at) >= 0;
  }

  private Moment spanBegins(Story story) {
    return story.byServers(story.earliest()).plus(halfBefore);
  }

  private Moment spanEnds(Story story) {
    return onset(story).plus(half);
  }

  private static Moment onset(Story story) {
    return story.byServers(story.began());
  }

  private static String host(Story story) {
    return story.seat().server().host();
  }
}
