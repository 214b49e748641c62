package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds outages that began at once, and alike. Each began somewhere between the last good answer
 * and the first thing that went wrong; those whose spans have a moment in common may have begun
 * together.
 */
final class Clusters {

  private static final int REMEMBERED = 5_000;
  private static final Duration LONGEST_SPAN = Duration.ofMinutes(3);

  /** Outages that began together. */
  static final class Cluster {
    private final String host;
    private final Symptom.Way way;
    private final Moment at;
    private final int taken;
    private final List<Story> stories = new ArrayList<>();

    Cluster(String host, Symptom.Way way, Moment at, int taken) {
      this.host = host;
      this.way = way;
      this.at = at;
      this.taken = taken;
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

    /** How many desktops were connected to the server then. */
    int taken() {
      return Math.max(taken, stories.size());
    }

    List<Story> stories() {
      return stories;
    }
  }

  private final DiagnosisLimits limits;
  private final Seats seats;
  private final Deque<Story> begun = new ArrayDeque<>();
  private final Deque<Cluster> clusters = new ArrayDeque<>();

  Clusters(DiagnosisLimits limits, Seats seats) {
    this.limits = limits;
    this.seats = seats;
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
    clusters.forEach(cluster -> cluster.stories().remove(story));
  }

  /** The outages that began at once with this one, if there are enough of them. */
  Optional<Cluster> of(Story story) {
    for (Cluster cluster : clusters) {
      if (cluster.stories().contains(story)) {
        return Optional.of(cluster);
      }
      if (cluster.host().equals(host(story))
          && cluster.way() == story.first().way()
          && spans(story, cluster.at())) {
        cluster.stories().add(story);
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
    Cluster cluster =
        new Cluster(
            host(story), story.first().way(), at, seats.taken(host(story), at, limits.recent()));
    cluster.stories().addAll(together);
    clusters.addLast(cluster);
    if (clusters.size() > limits.listed()) {
      clusters.removeFirst();
    }
    return Optional.of(cluster);
  }

  /** Whether it is all of a server's desktops, by the stated share. */
  boolean isAll(Cluster cluster) {
    return cluster.stories().size() * 100 >= cluster.taken() * limits.onceShare();
  }

  /** The moment, in this story's span, that lies in the spans of most others. */
  private @Nullable Moment mostCommon(Story story, List<Story> near) {
    Moment best = null;
    long most = 0;
    for (Story other : near) {
      Moment at = onset(other);
      if (spans(story, at)) {
        long many = near.stream().filter(each -> spans(each, at)).count();
        if (many > most) {
          most = many;
          best = at;
        }
      }
    }
    return most < limits.onceAgents() ? null : best;
  }

  private boolean spans(Story story, Moment at) {
    Duration half = limits.atOnce().dividedBy(2);
    return story.byServers(story.earliest()).plus(half.negated()).compareTo(at) <= 0
        && onset(story).plus(half).compareTo(at) >= 0;
  }

  private static Moment onset(Story story) {
    return story.byServers(story.began());
  }

  private static String host(Story story) {
    return story.seat().server().host();
  }
}
