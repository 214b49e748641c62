package dev.boshtap.decoders.diagnosis.outage;

import dev.boshtap.decoders.diagnosis.outage.Symptom.Kind;
import dev.boshtap.decoders.diagnosis.rule.network.NetworkRules;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One outage as several captures show it, each from where it was made: what one leaves open another
 * may know, what two say is surer, and where each blames the other's side it was between them.
 *
 * @param best the one that knows most
 * @param others the same outage, seen from elsewhere
 */
record Views(Story best, List<Story> others) {

  /** Clocks that were aligned by dates of answers are this far apart at most. */
  private static final Duration ALIGNED = Duration.ofSeconds(1);

  /** An outage whose end is not seen is no other one's after this. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Nearer together than this is one witness, whose word was saved twice. */
  private static final Duration SAME_WITNESS = Duration.ofMillis(2);

  private static final Comparator<Story> BY_WHAT_IS_KNOWN =
      Comparator.comparing(Views::isSideKnown)
          .thenComparing(Views::certainty, Comparator.reverseOrder());

  /** Outages of one desktop at one time in different captures, for each that is in several. */
  static List<Views> among(List<Story> all) {
    Map<Seat, List<Story>> bySeat = new LinkedHashMap<>();
    for (Story story : all) {
      if (story.judgement() != null) {
        bySeat.computeIfAbsent(story.seat(), unseen -> new ArrayList<>(2)).add(story);
      }
    }
    List<Views> views = new ArrayList<>();
    for (List<Story> ofSeat : bySeat.values()) {
      while (ofSeat.size() > 1) {
        Story one = ofSeat.remove(0);
        List<Story> same =
            new ArrayList<>(ofSeat.stream().filter(other -> isSame(one, other)).toList());
        if (!same.isEmpty()) {
          ofSeat.removeAll(same);
          same.add(0, one);
          Story best = same.stream().max(BY_WHAT_IS_KNOWN).orElse(one);
          same.remove(best);
          views.add(new Views(best, List.copyOf(same)));
        }
      }
    }
    return views;
  }

  private static boolean isSideKnown(Story story) {
    Judgement judgement = story.judgement();
    return judgement != null && judgement.side() != FaultSide.UNKNOWN;
  }

  private static Certainty certainty(Story story) {
    Judgement judgement = story.judgement();
    return judgement == null ? Certainty.POSSIBLE : judgement.certainty();
  }

  /** What all of them say together, of which {@code judgement} is what the best says. */
  Judgement together(Judgement judgement) {
    Judgement now = judgement;
    for (Story other : others) {
      Judgement theirs = other.judgement();
      if (theirs != null && isWitness(best) && isWitness(other) && !isSameWitness(other)) {
        now = together(now, theirs);
      }
    }
    return now;
  }

  private static Judgement together(Judgement one, Judgement other) {
    if ((one.side() == FaultSide.CLIENT) != (other.side() == FaultSide.CLIENT)) {
      return Judgement.of(
              NetworkRules.BETWEEN, one.text() + "; seen from elsewhere: " + other.text())
          .as(one.severity());
    }
    if (one.side() != other.side() || one.side() == FaultSide.UNKNOWN) {
      return one;
    }
    Certainty surer = one.certainty() == Certainty.POSSIBLE ? Certainty.LIKELY : Certainty.CERTAIN;
    return one.on(one.side(), surer).saying("; another capture shows the same");
  }

  /** What a browser or a tool saved that sees one side tells nothing of who ended something. */
  private static boolean isWitness(Story story) {
    return !story.has(Kind.UNKNOWN_END);
  }

  private boolean isSameWitness(Story other) {
    return began(best).since(began(other)).abs().compareTo(SAME_WITNESS) <= 0;
  }

  /** Whether two outages of one desktop, in different captures, are at the same time. */
  static boolean isSame(Story one, Story other) {
    return one.capture() != other.capture() && isBefore(one, other) && isBefore(other, one);
  }

  private static boolean isBefore(Story one, Story other) {
    Moment begin = one.byServers(one.earliest()).plus(ALIGNED.negated());
    Moment back = other.sessionBack();
    Moment end = back == null ? began(other).plus(LONGEST) : other.byServers(back).plus(ALIGNED);
    return begin.compareTo(end) <= 0;
  }

  private static Moment began(Story story) {
    return story.byServers(story.began());
  }
}
