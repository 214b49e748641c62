package dev.boshtap.decoders.diagnosis.rule.network;

import dev.boshtap.decoders.diagnosis.DiagnosisLimits;
import dev.boshtap.decoders.diagnosis.rule.Detector;
import dev.boshtap.decoders.diagnosis.rule.Rule;
import dev.boshtap.decoders.diagnosis.rule.Sighting;
import dev.boshtap.decoders.diagnosis.rule.server.ServerRules;
import dev.boshtap.decoders.diagnosis.rule.trust.TrustRules;
import dev.boshtap.decoders.event.Context;
import dev.boshtap.decoders.event.Event;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.memory.LruMap;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.Exchange;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.Side;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Servers that cannot be reached, and above all a port that cannot while another of the same host
 * can: a firewall that knows 8445 and not 7443.
 */
public final class WayDetector implements Detector {

  private static final Duration FRESH = Duration.ofMinutes(5);

  private static final class Ports {
    private final Map<Integer, Moment> answered = new HashMap<>(4);
  }

  private final Map<String, Ports> hosts;

  /** A detector that saw no way yet. */
  public WayDetector(DiagnosisLimits limits) {
    hosts = new LruMap<>(limits.desks());
  }

  @Override
  public void on(Observation observation, Moment now, Consumer<Sighting> found) {
    if (observation instanceof Observation.Finished finished) {
      Exchange exchange = finished.exchange();
      HostPort server = exchange.connection().server();
      if (exchange.response() != null) {
        hosts
            .computeIfAbsent(server.host(), unseen -> new Ports())
            .answered
            .put(server.port(), now);
      } else if (finished.bosh() == null || finished.bosh().sid() == null) {
        // Of a session it is an outage, and judged as such.
        failed(exchange.ending(), Context.of(now, exchange.connection()), server, found);
      }
    } else if (observation instanceof Observation.Happened happened
        && happened.event() instanceof Event.Failure failure) {
      failed(failure.failure(), failure.context(), failure.target(), found);
    }
  }

  private void failed(Ending ending, Context context, HostPort server, Consumer<Sighting> found) {
    if (!(ending instanceof Ending.Network network) || network.leg() != Side.SERVER) {
      return;
    }
    Ports ports = hosts.get(server.host());
    boolean connecting =
        network.stage() == Ending.Stage.CONNECT || network.stage() == Ending.Stage.REFUSED;
    Integer other = ports == null ? null : otherPort(ports, server.port(), context.at());
    boolean workedItself = ports != null && ports.answered.containsKey(server.port());
    if (connecting && other != null && !workedItself) {
      found.accept(
          Sighting.of(
                  NetworkRules.PORT_BLOCKED,
                  context,
                  "connecting to %s fails (%s) while port %d of the same host answers"
                      .formatted(server, network.stage().word(), other))
              .about(server.toString()));
      return;
    }
    Rule rule = rule(network.stage());
    if (rule != null) {
      found.accept(
          Sighting.of(
                  rule,
                  context,
                  "no connection to %s (%s)".formatted(server, network.stage().word()))
              .about(server.toString()));
    }
  }

  private static @Nullable Integer otherPort(Ports ports, int port, Moment now) {
    return ports.answered.entrySet().stream()
        .filter(entry -> entry.getKey() != port)
        .filter(entry -> now.since(entry.getValue()).compareTo(FRESH) <= 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Rule rule(Ending.Stage stage) {
    return switch (stage) {
      case DNS -> NetworkRules.NAME;
      case REFUSED -> ServerRules.REFUSES;
      case CONNECT -> NetworkRules.UNREACHABLE;
      case UPSTREAM_PROXY -> NetworkRules.UPSTREAM_PROXY;
      case CERTIFICATE -> TrustRules.SERVER_CERTIFICATE;
      case TLS -> TrustRules.HANDSHAKE;
      case TIMEOUT -> null;
    };
  }
}
