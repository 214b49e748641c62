package dev.boshtap.decoders.diagnosis.rule.client;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Clients that ask by REST, again and again, what events would tell them. */
public final class RestPollingDetector implements Detector {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String API = "/finesse/api/";
  private static final String SYSTEM_INFO = "/finesse/api/SystemInfo";

  private record Question(String client, String resource) {}

  private final DiagnosisLimits limits;
  private final Map<Question, Deque<Moment>> asked;

  /** A detector that heard no question yet. */
  public RestPollingDetector(DiagnosisLimits limits) {
    this.limits = limits;
    asked = new LruMap<>(limits.findings());
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (!(observation instanceof Observation.Finished finished) || finished.bosh() != null) {
      return;
    }
    Exchange exchange = finished.exchange();
    String target = exchange.request().target();
    if (!exchange.request().method().equals("GET")
        || !target.startsWith(API)
        || target.startsWith(SYSTEM_INFO)) {
      return;
    }
    int query = target.indexOf('?');
    Question question =
        new Question(
            exchange.connection().clientHost(), query < 0 ? target : target.substring(0, query));
    Deque<Moment> times = asked.computeIfAbsent(question, unheard -> new ArrayDeque<>());
    times.addLast(exchange.started());
    if (times.size() < limits.restPolls()) {
      return;
    }
    Duration within = exchange.started().since(times.removeFirst());
    if (within.compareTo(MINUTE) <= 0) {
      times.clear();
      Context context = Context.of(exchange.started(), exchange.connection());
      String text =
          "one resource was asked for %d times within %d s"
              .formatted(limits.restPolls(), within.toSeconds());
      found.accept(
          Sighting.of(ClientRules.POLLS_REST, context, text).shownBy(List.of(exchange.number())));
    }
  }
}
