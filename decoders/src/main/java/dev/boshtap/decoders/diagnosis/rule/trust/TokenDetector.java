package dev.boshtap.decoders.diagnosis.rule.trust;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** REST calls that are refused after they had gone well: a token whose time is over. */
public final class TokenDetector implements Detector {

  private static final int UNAUTHORIZED = 401;
  private static final int REFUSALS = 2;
  private static final String API = "/finesse/api/";

  private record Way(String client, String host) {}

  private static final class Calls {
    private int good;
    private int refused;
    private final Map<Integer, Long> evidence = new HashMap<>(2);
  }

  private final DiagnosisLimits limits;
  private final Map<Way, Calls> desks;

  /** A detector that saw no call yet. */
  public TokenDetector(DiagnosisLimits limits) {
    this.limits = limits;
    desks = new LruMap<>(limits.desks());
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (!(observation instanceof Observation.Finished finished)
        || finished.bosh() != null
        || finished.exchange().status() == null
        || !finished.exchange().request().target().startsWith(API)
        || finished.exchange().request().target().startsWith(API + "SystemInfo")) {
      return;
    }
    Exchange exchange = finished.exchange();
    Integer status = exchange.status();
    Calls calls =
        desks.computeIfAbsent(
            new Way(exchange.connection().clientHost(), exchange.connection().server().host()),
            unseen -> new Calls());
    if (status == null || status != UNAUTHORIZED) {
      calls.good++;
      calls.refused = 0;
      return;
    }
    calls.refused++;
    calls.evidence.put(calls.refused, exchange.number());
    if (calls.good >= limits.tokenWorked() && calls.refused == REFUSALS) {
      found.accept(
          Sighting.of(
                  TrustRules.TOKEN_EXPIRED,
                  Context.of(now, exchange.connection()),
                  "%d REST calls went well, and then %d in a row were answered 401"
                      .formatted(calls.good, REFUSALS))
              .shownBy(List.copyOf(calls.evidence.values())));
      calls.evidence.clear();
    }
  }
}
