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
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Polls that had to wait for a connection: after a gap they begin at the moment when another
 * session's exchange ends, on the very connection that becomes free by it.
 */
public final class StarvationDetector implements Detector {

  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private record Use(String sid, Moment ended) {}

  private static final class Waits {
    private @Nullable Moment lastEnded;
    private int starved;
  }

  private final DiagnosisLimits limits;
  private final Map<Long, Use> connections;
  private final Map<String, Waits> sessions;

  /** A detector that saw nothing wait yet. */
  public StarvationDetector(DiagnosisLimits limits) {
    this.limits = limits;
    connections = new LruMap<>(limits.desks());
    sessions = new LruMap<>(limits.desks());
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (!(observation instanceof Observation.Finished finished) || finished.bosh() == null) {
      return;
    }
    Exchange exchange = finished.exchange();
    BoshFacts bosh = finished.bosh();
    String sid = bosh.sid();
    Moment ended = exchange.ended();
    if (sid == null || ended == null) {
      return;
    }
    Waits waits = sessions.computeIfAbsent(sid, unseen -> new Waits());
    Use before = connections.put(exchange.connection().number(), new Use(sid, ended));
    Moment last = waits.lastEnded;
    if (before != null
        && last != null
        && !before.sid().equals(sid)
        && exchange.started().since(before.ended()).compareTo(AT_ONCE) < 0
        && exchange.started().since(last).compareTo(limits.slowGap()) > 0
        && ++waits.starved == limits.starved()) {
      Context context =
          new Context(
              exchange.started(),
              exchange.connection(),
              exchange.number(),
              bosh.agent(),
              null,
              sid,
              bosh.rid());
      found.accept(
          Sighting.of(
              ClientRules.STARVED,
              context,
              "%d polls began only when one of another session ended, on its connection"
                  .formatted(waits.starved)));
    }
    waits.lastEnded = ended;
  }
}
