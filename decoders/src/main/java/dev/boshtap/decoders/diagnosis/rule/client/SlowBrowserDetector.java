package dev.boshtap.decoders.diagnosis.rule.client;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Browsers that take long to ask again, as a habit: an answer, and the next request only a second
 * or more later. Longer gaps are outages.
 */
public final class SlowBrowserDetector implements Detector {

  private static final Duration HABIT = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofSeconds(10);

  private static final class Pace {
    private final Deque<Moment> slow = new ArrayDeque<>(0);
    private @Nullable Moment lastEnded;
    private long last;
  }

  private final DiagnosisLimits limits;
  private final Map<String, Pace> paces;

  /** A detector that timed nothing yet. */
  public SlowBrowserDetector(DiagnosisLimits limits) {
    this.limits = limits;
    paces = new LruMap<>(limits.desks());
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (!(observation instanceof Observation.Finished finished)) {
      return;
    }
    BoshFacts bosh = finished.bosh();
    Exchange exchange = finished.exchange();
    Moment ended = exchange.ended();
    if (bosh == null || bosh.sid() == null || ended == null || bosh.grantedWait() == null) {
      return;
    }
    Pace pace = paces.computeIfAbsent(bosh.sid(), unseen -> new Pace());
    Moment before = pace.lastEnded;
    boolean well = bosh.outcome().equals("answered");
    if (before != null && exchange.number() > pace.last && well) {
      Duration gap = exchange.started().since(before);
      if (gap.compareTo(limits.slowGap()) > 0 && gap.compareTo(LONG) < 0) {
        slow(pace, gap, exchange, bosh, found);
      }
    }
    pace.lastEnded = well ? ended : null;
    pace.last = exchange.number();
  }

  private void slow(
      Pace pace, Duration gap, Exchange exchange, BoshFacts bosh, Consumer<Sighting> found) {
    Moment at = exchange.started();
    pace.slow.addLast(at);
    while (at.since(pace.slow.getFirst()).compareTo(HABIT) > 0) {
      pace.slow.removeFirst();
    }
    if (pace.slow.size() >= limits.slowGaps()) {
      pace.slow.clear();
      Context context =
          new Context(
              at,
              exchange.connection(),
              exchange.number(),
              bosh.agent(),
              null,
              bosh.sid(),
              bosh.rid());
      found.accept(
          Sighting.of(
              ClientRules.SLOW_BROWSER,
              context,
              "%d times within an hour the next poll came late, the last time after %.1f s"
                  .formatted(limits.slowGaps(), gap.toMillis() / 1_000.0)));
    }
  }
}
