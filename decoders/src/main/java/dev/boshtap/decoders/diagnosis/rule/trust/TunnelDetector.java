package dev.boshtap.decoders.diagnosis.rule.trust;

import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tunnels to Finesse's own ports in which nothing was seen: decryption is off. One that boshtap
 * left unread for a reason of its own says that itself, and accuses nobody.
 */
public final class TunnelDetector implements Detector {

  private static final Set<Integer> PORTS = Set.of(7443, 8445, 8443);
  private static final int MOST = 1_000;

  private final Map<HostPort, Event.Tunnel> tunnels = new HashMap<>();
  private final Set<HostPort> read = new HashSet<>();

  /** A detector that saw no tunnel yet. */
  public TunnelDetector() {}

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (observation instanceof Observation.Finished finished) {
      HostPort server = finished.exchange().connection().server();
      boolean opens = finished.exchange().request().method().equals("CONNECT");
      if (PORTS.contains(server.port()) && !opens && read.size() < MOST) {
        read.add(server);
      }
    } else if (observation instanceof Observation.Happened happened
        && happened.event() instanceof Event.Tunnel tunnel
        && tunnel.cause() == null
        && PORTS.contains(tunnel.target().port())
        && tunnels.size() < MOST) {
      tunnels.putIfAbsent(tunnel.target(), tunnel);
    }
  }

  @Override
  public void finish(Moment now, Consumer<Sighting> found) {
    tunnels.forEach(
        (target, tunnel) -> {
          if (!read.contains(target)) {
            found.accept(
                Sighting.of(
                        TrustRules.ONLY_TUNNELS,
                        tunnel.context(),
                        "only tunnels to %s were seen, and nothing in them".formatted(target))
                    .about(target.toString()));
          }
        });
  }
}
