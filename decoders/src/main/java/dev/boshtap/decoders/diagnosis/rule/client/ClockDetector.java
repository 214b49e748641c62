package dev.boshtap.decoders.diagnosis.rule.client;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.FaultSide;
import dev.boshtap.decoders.event.Finding.Certainty;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Moment;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Clocks that are wrong: where one desktop's is far from the server's and others' are not, it is
 * that desktop's; where several are and none is not, the server's.
 */
public final class ClockDetector implements Detector {

  private static final int SEVERAL = 3;

  /** The desktops of a server, by how well their clocks agree with it. */
  private static final class Desks {
    private final Set<String> right = new HashSet<>();
    private final Set<String> wrong = new HashSet<>();
  }

  private final DiagnosisLimits limits;
  private final Map<String, Desks> servers;

  /** A detector that compared no clocks yet. */
  public ClockDetector(DiagnosisLimits limits) {
    this.limits = limits;
    servers = new LruMap<>(limits.desks());
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (!(observation instanceof Observation.Happened happened)
        || !(happened.event() instanceof Event.Clock clock)
        || clock.drift() == null) {
      return;
    }
    Duration drift = clock.drift();
    Connection connection = clock.context().connection();
    Desks desks = servers.computeIfAbsent(connection.server().host(), unseen -> new Desks());
    boolean wrong = drift.abs().compareTo(limits.drift()) > 0;
    Set<String> alike = wrong ? desks.wrong : desks.right;
    (wrong ? desks.right : desks.wrong).remove(connection.clientHost());
    if (alike.size() < limits.listed()) {
      alike.add(connection.clientHost());
    }
    if (wrong) {
      String text =
          "the server's clock is %.1f s %s the desktop's%s"
              .formatted(
                  drift.abs().toMillis() / 1_000.0,
                  drift.isNegative() ? "behind" : "ahead of",
                  others(desks));
      Sighting sighting = Sighting.of(ClientRules.CLOCK, clock.context(), text);
      found.accept(
          !desks.right.isEmpty()
              ? sighting.on(FaultSide.CLIENT, Certainty.LIKELY)
              : desks.wrong.size() >= SEVERAL
                  ? sighting.on(FaultSide.SERVER, Certainty.LIKELY)
                  : sighting);
    }
  }

  private static String others(Desks desks) {
    if (!desks.right.isEmpty()) {
      return ", and agrees with that of " + others(desks.right.size());
    }
    return desks.wrong.size() >= SEVERAL
        ? ", and those of " + others(desks.wrong.size() - 1) + " too"
        : "";
  }

  private static String others(int many) {
    return many == 1 ? "another desktop" : many + " others";
  }
}
