package dev.boshtap.proxy.app;

import dev.boshtap.ca.LeafMinter;
import dev.boshtap.ca.RootCa;
import dev.boshtap.decoders.DiagnosingObserver;
import dev.boshtap.decoders.Limits;
import dev.boshtap.decoders.Observer;
import dev.boshtap.decoders.diagnosis.Diagnosis;
import dev.boshtap.decoders.event.Observation;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.exporters.Sink;
import dev.boshtap.proxy.config.Config;
import dev.boshtap.proxy.config.ServerOptions;
import dev.boshtap.proxy.front.FrontSettings;
import dev.boshtap.proxy.front.InterceptPolicy;
import dev.boshtap.proxy.front.LittleProxyFront;
import dev.boshtap.proxy.front.OwnPages;
import dev.boshtap.proxy.front.Room;
import dev.boshtap.proxy.intercept.InterceptSettings;
import dev.boshtap.proxy.intercept.Interceptor;
import dev.boshtap.proxy.observe.ObserverThread;
import dev.boshtap.proxy.observe.Observing;
import dev.boshtap.proxy.observe.WireQueue;
import dev.boshtap.proxy.tls.ClientLegTls;
import dev.boshtap.proxy.tls.KeyLog;
import dev.boshtap.proxy.tls.ServerLegTls;
import dev.boshtap.proxy.trust.UpstreamTrust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A running proxy and its recording: the front, the interceptor, the observer, the sinks. */
public final class LiveProxy implements AutoCloseable {

  private static final int LEAVES = 1_000;

  private final ObserverThread observer;
  private final InterceptPolicy policy;
  private final Interceptor interceptor;
  private final LittleProxyFront front;

  /**
   * A proxy that listens when this returns.
   *
   * @param keyLog told of the secrets of all connections; stays open
   * @param say tells a person at once
   * @param sinks given every observation, and closed with the proxy; not when it cannot start
   * @throws IOException when the address cannot be listened on, or a client certificate not read
   */
  public LiveProxy(
      Config config,
      RootCa root,
      UpstreamTrust trust,
      KeyLog keyLog,
      OwnPages pages,
      UnaryOperator<Observation> redaction,
      Consumer<String> say,
      List<? extends Sink> sinks)
      throws IOException {
    TimeSource time = TimeSource.SYSTEM;
    ServerOptions options = ServerOptions.read(config.upstream().servers());
    WireQueue queue =
        new WireQueue(
            config.recording().queueEvents(), config.recording().queueBytes().bytes(), time);
    InstantSource clock = InstantSource.system();
    policy = new InterceptPolicy(config.intercept(), host -> refusal(root, host, clock));
    LeafMinter minter =
        new LeafMinter(root, clock, LEAVES, config.tls().leafLife(), config.tls().leafKey());
    interceptor =
        new Interceptor(
            interceptSettings(config),
            executor -> {
              var tls = new ClientLegTls(config.tls().provider(), minter, executor, keyLog);
              config.intercept().hosts().forEach(target -> tls.prepare(target.host()));
              return tls;
            },
            new ServerLegTls(config.tls().provider(), trust, options::of, keyLog),
            queue,
            time,
            0);
    try {
      front =
          new LittleProxyFront(frontSettings(config, say), policy, pages, interceptor, queue, time);
    } catch (IOException | RuntimeException e) {
      interceptor.close();
      throw e;
    }
    observer = new ObserverThread(queue, Observing.by(diagnosing(config)), redaction, sinks, time);
  }

  private static DiagnosingObserver diagnosing(Config config) {
    return new DiagnosingObserver(new Observer(limits(config)), new Diagnosis(config.diagnosis()));
  }

  private static Optional<String> refusal(RootCa root, String host, InstantSource clock) {
    return root.refusal(host, clock.instant())
        .map(why -> "boshtap's CA " + why + "; `boshtap ca rotate` makes another");
  }

  static Limits limits(Config config) {
    return Limits.DEFAULTS.withPollMargin(config.pollMargin());
  }

  private static InterceptSettings interceptSettings(Config config) {
    return new InterceptSettings(
        config.upstream().connectTimeout(),
        config.upstream().handshakeTimeout(),
        config.idleConnection(),
        Math.toIntExact(config.recording().bodyLimit().bytes()),
        config.upstream().proxy().orElse(null));
  }

  private static FrontSettings frontSettings(Config config, Consumer<String> say) {
    return new FrontSettings(
        new InetSocketAddress(config.listen().host(), config.listen().port()),
        client -> config.admits(client.getAddress()),
        config.upstream().connectTimeout(),
        Room.ofThisProcess(TimeSource.SYSTEM, say),
        config.upstream().proxy().orElse(null));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return front.address();
  }

  /** How many connections are intercepted at present. */
  public int connections() {
    return interceptor.connections();
  }

  /** The hosts met on one of Finesse's own ports so far. */
  public Set<String> seenHosts() {
    return policy.seenHosts();
  }

  /** How far what is observed is behind what is forwarded. */
  Duration behind() {
    return observer.behind();
  }

  /** What was forwarded and not kept so far. */
  public ObserverThread.Losses losses() {
    return observer.losses();
  }

  /** Ends what is in flight, says what was open, completes every sink. */
  @Override
  public void close() {
    try {
      interceptor.close();
    } finally {
      try {
        front.close();
      } finally {
        observer.close();
      }
    }
  }
}
