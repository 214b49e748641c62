package dev.boshtap.proxy.intercept;

import dev.boshtap.ca.RootCa;
import dev.boshtap.decoders.wire.Ending;
import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.TimeSource;
import dev.boshtap.decoders.wire.WireEvent;
import dev.boshtap.proxy.config.Intercept;
import dev.boshtap.proxy.front.FrontSettings;
import dev.boshtap.proxy.front.InterceptPolicy;
import dev.boshtap.proxy.front.LittleProxyFront;
import dev.boshtap.proxy.front.Room;
import dev.boshtap.proxy.observe.WireRecorder;
import dev.boshtap.proxy.page.Page;
import dev.boshtap.proxy.tls.ClientLegTls;
import dev.boshtap.proxy.tls.KeyLog;
import dev.boshtap.proxy.tls.ServerLegTls;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import dev.boshtap.proxy.tls.ServerTrust;
import dev.boshtap.proxy.tls.TlsProvider;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The whole engine on a free port, and what it recorded. */
final class Tap implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final TlsWorld world;
  final Interceptor interceptor;
  private final WireRecorder all;
  private final InterceptSettings settings;
  private final Set<Integer> ports;
  final LittleProxyFront front;
  private final List<WireEvent> recorded = new ArrayList<>();
  private WireRecorder recorder = event -> true;

  Tap(TlsWorld world, TlsProvider provider, Set<Integer> ports) throws IOException {
    this(world, provider, ports, settings(null));
  }

  Tap(TlsWorld world, TlsProvider provider, Set<Integer> ports, InterceptSettings settings)
      throws IOException {
    this(world, provider, ports, settings, world.trust(), server -> ServerTlsOptions.DEFAULTS);
  }

  Tap(
      TlsWorld world,
      TlsProvider provider,
      Set<Integer> ports,
      InterceptSettings settings,
      ServerTrust trust,
      Function<HostPort, ServerTlsOptions> options)
      throws IOException {
    this.world = world;
    WireRecorder all =
        event -> {
          synchronized (recorded) {
            recorded.add(event);
            recorded.notifyAll();
          }
          return recorder.offer(event);
        };
    interceptor =
        new Interceptor(
            settings,
            executor -> new ClientLegTls(provider, world.proxyLeaves(), executor, KeyLog.OFF),
            new ServerLegTls(provider, trust, options, KeyLog.OFF),
            all,
            TimeSource.SYSTEM,
            2);
    this.all = all;
    this.settings = settings;
    this.ports = ports;
    front = frontAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  LittleProxyFront frontAt(InetSocketAddress address) throws IOException {
    return new LittleProxyFront(
        new FrontSettings(
            address,
            client -> true,
            Duration.ofSeconds(20),
            Room.ofThisProcess(TimeSource.SYSTEM, line -> {}),
            settings.upstreamProxy()),
        new InterceptPolicy(new Intercept(List.of(), ports, Set.of()), host -> Optional.empty()),
        (path, host) ->
            new Page(200, "text/plain", Map.of(), ("own " + path).getBytes(StandardCharsets.UTF_8)),
        interceptor,
        all,
        TimeSource.SYSTEM);
  }

  static InterceptSettings settings(@Nullable HostPort upstreamProxy) {
    return new InterceptSettings(
        PATIENCE, PATIENCE, Duration.ofMinutes(10), 1 << 20, upstreamProxy);
  }

  /** Sees each event too, and may refuse it. */
  void recordTo(WireRecorder another) {
    recorder = another;
  }

  InetSocketAddress address() {
    return front.address();
  }

  /** A plain socket on which a CONNECT was granted. */
  Socket connect(String host, int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(address());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket
        .getOutputStream()
        .write(
            "CONNECT %1$s:%2$d HTTP/1.1\r\nHost: %1$s:%2$d\r\n\r\n"
                .formatted(host, port)
                .getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("refused: " + head);
      }
      head.write(next);
    }
    if (!head.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 ")) {
      throw new IOException("refused: " + head);
    }
    return socket;
  }

  /** A client that went through the CONNECT and trusts our CA. */
  Peer client(int port) throws IOException {
    return client(TlsWorld.HOST, port, world.proxyCa);
  }

  Peer client(String host, int port, RootCa trusted) throws IOException {
    Socket socket = connect(host, port);
    SSLSocket tls =
        (SSLSocket)
            TlsWorld.clientContext(trusted.certificate())
                .getSocketFactory()
                .createSocket(socket, host, port, true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setServerNames(List.of(new SNIHostName(host)));
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return new Peer(socket, tls);
  }

  /** Waits until an event of a kind was recorded, and gives the first. */
  <T extends WireEvent> T await(Class<T> type) {
    return await(type, event -> true);
  }

  <T extends WireEvent> T await(Class<T> type, Predicate<T> which) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (recorded) {
      while (true) {
        for (WireEvent event : recorded) {
          if (type.isInstance(event) && which.test(type.cast(event))) {
            return type.cast(event);
          }
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("no " + type.getSimpleName() + " in " + recorded);
        }
        try {
          recorded.wait(Math.max(1, left / 1_000_000));
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  /** Waits until so many events of a kind were recorded. */
  void awaitCount(Class<? extends WireEvent> type, int count) {
    await(WireEvent.class, event -> all(type).size() >= count);
  }

  Ending ending() {
    return await(WireEvent.Ended.class).ending();
  }

  <T extends WireEvent> List<T> all(Class<T> type) {
    synchronized (recorded) {
      return recorded.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  @Override
  public void close() {
    front.close();
    interceptor.close();
  }
}
