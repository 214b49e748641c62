package dev.boshtap.decoders.diagnosis.rule.network;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.BoshFacts;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Life;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Answers that something on the way holds back, and answers too big for it. */
public final class AnswerDetector implements Detector {

  private static final int SHARE = 95;
  private static final Duration LATE = Duration.ofSeconds(1);

  private final DiagnosisLimits limits;

  /** How many answers with late events in a row came only at the end of the wait. */
  private final Map<String, Integer> heldBack;

  /** A detector that saw no answer yet. */
  public AnswerDetector(DiagnosisLimits limits) {
    this.limits = limits;
    heldBack = new LruMap<>(limits.desks());
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (!(observation instanceof Observation.Finished finished) || finished.bosh() == null) {
      return;
    }
    BoshFacts bosh = finished.bosh();
    Exchange exchange = finished.exchange();
    String sid = bosh.sid();
    if (sid == null) {
      return;
    }
    Context context =
        new Context(
            now, exchange.connection(), exchange.number(), bosh.agent(), null, sid, bosh.rid());
    if (exchange.responseBody().size() >= limits.bigBody()) {
      found.accept(
          Sighting.of(
              NetworkRules.BIG_ANSWERS,
              context,
              "an answer to a poll had %d bytes".formatted(exchange.responseBody().size())));
    }
    Duration wait = bosh.grantedWait();
    if (wait == null || bosh.idle() || !bosh.outcome().equals("answered")) {
      return;
    }
    boolean wholeWait =
        exchange.held(now).toMillis() * 100 >= wait.toMillis() * SHARE && isLate(finished);
    int many = wholeWait ? heldBack.merge(sid, 1, Integer::sum) : 0;
    if (!wholeWait) {
      heldBack.remove(sid);
    } else if (many == limits.buffered()) {
      found.accept(
          Sighting.of(
                  NetworkRules.BUFFERED,
                  context,
                  "%d answers in a row had late events and came only when the wait of %d s was over"
                      .formatted(many, wait.toSeconds()))
              .ofServer());
    }
  }

  private static boolean isLate(Observation.Finished finished) {
    for (Event event : finished.events()) {
      if (event instanceof Event.Finesse finesse) {
        Life.Delay delay = finesse.life().delay();
        if (delay != null && delay.span().compareTo(LATE) > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
