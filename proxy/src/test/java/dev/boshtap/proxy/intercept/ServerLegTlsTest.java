package dev.boshtap.proxy.intercept;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.intercept.TlsServer.Setup;
import dev.boshtap.proxy.tls.ClientKey;
import dev.boshtap.proxy.tls.KeyLog;
import dev.boshtap.proxy.tls.ServerLegTls;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import dev.boshtap.proxy.tls.ServerTrust;
import dev.boshtap.proxy.tls.TlsProvider;
import dev.boshtap.proxy.tls.TlsVersion;
import dev.boshtap.proxy.trust.TestPki.Held;
import dev.boshtap.proxy.trust.TestPki.Request;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers need that others do not: who we are, and whom we believed a moment ago. */
final class ServerLegTlsTest {

  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final TlsWorld world = new TlsWorld();
  private final Held own = new Request("server").dns(TlsWorld.HOST).selfSigned();
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void aServerThatAsksIsToldWhoWeAre(TlsProvider provider) throws Exception {
    Held clients = new Request("Clients' CA").ca().selfSigned();
    Held agent = new Request("agent").by(clients);
    ServerTlsOptions shown =
        new ServerTlsOptions(
            TlsVersion.Range.MODERN,
            Optional.of(new ClientKey(agent.keys().getPrivate(), List.of(agent.certificate()))));
    try (TlsServer server = new TlsServer(Setup.of(own).demanding(clients.certificate()));
        Tap tap =
            new Tap(
                world,
                provider,
                Set.of(server.port()),
                Tap.settings(null),
                TlsWorld.believing(own.certificate()),
                at -> shown)) {
      assertThat(ask(tap, server)).startsWith("HTTP/1.1 200 ").endsWith("with CN=agent");
    }
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void aServerThatAsksInVainSaysSo(TlsProvider provider) throws Exception {
    Held clients = new Request("Clients' CA").ca().selfSigned();
    ServerTlsOptions tls12 =
        new ServerTlsOptions(TlsVersion.Range.parse("1.2-1.2"), Optional.empty());
    try (TlsServer server = new TlsServer(Setup.of(own).demanding(clients.certificate()));
        Tap tap =
            new Tap(
                world,
                provider,
                Set.of(server.port()),
                Tap.settings(null),
                TlsWorld.believing(own.certificate()),
                at -> tls12)) {
      assertThat(ask(tap, server)).startsWith("HTTP/1.1 502 ").contains("client-certificate");
    }
  }

  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void aSessionIsResumedUntilTheReasonForBelievingChanges(TlsProvider provider) throws Exception {
    CountingTrust trust = new CountingTrust(own.certificate());
    try (TlsServer server = new TlsServer(Setup.of(own));
        Tap tap =
            new Tap(
                world,
                provider,
                Set.of(server.port()),
                Tap.settings(null),
                trust,
                at -> ServerTlsOptions.DEFAULTS)) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(tap, server)).startsWith("HTTP/1.1 200 ");
      }
      assertThat(trust.asked).hasValue(1);
      trust.state = "another pin";
      assertThat(ask(tap, server)).startsWith("HTTP/1.1 200 ");
      assertThat(trust.asked).hasValue(2);
    }
  }

  /** More connections than that end one after the other, and each leaves one session more. */
  @ParameterizedTest
  @EnumSource(TlsProvider.class)
  void noMoreThan256SessionsOfAServerAreRemembered(TlsProvider provider) throws Exception {
    try (TlsServer server = new TlsServer(Setup.of(own));
        ServerLegTls tls =
            new ServerLegTls(
                provider,
                TlsWorld.believing(own.certificate()),
                at -> ServerTlsOptions.DEFAULTS,
                KeyLog.OFF)) {
      HostPort address = new HostPort(TlsWorld.HOST, server.port());
      Promise<SslContext> promise = ImmediateEventExecutor.INSTANCE.newPromise();
      tls.contextFor(address, Runnable::run, promise);
      SslContext context = promise.get();
      try {
        for (int i = 0; i < 300; i++) {
          askThrough(context, address);
        }
        assertThat(Collections.list(context.sessionContext().getIds())).hasSizeBetween(200, 256);
      } finally {
        ReferenceCountUtil.release(context);
      }
    }
  }

  /** A server on BoringSSL gives two sessions, of which the next connection takes up one. */
  private void askThrough(SslContext context, HostPort server) {
    Channel connection =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(context.newHandler(channel.alloc(), server.host(), server.port()));
                  }
                })
            .connect(server.host(), server.port())
            .syncUninterruptibly()
            .channel();
    connection.writeAndFlush(Unpooled.copiedBuffer(REQUEST, US_ASCII)).syncUninterruptibly();
    connection.closeFuture().syncUninterruptibly();
  }

  private static String ask(Tap tap, TlsServer server) throws IOException {
    try (Peer client = tap.client(server.port())) {
      client.send(REQUEST);
      return client.readToEnd();
    }
  }

  /** Believes one certificate, and counts how often it was shown. */
  private static final class CountingTrust extends X509ExtendedTrustManager implements ServerTrust {

    private final X509Certificate believed;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String state = "a pin";

    CountingTrust(X509Certificate believed) {
      this.believed = believed;
    }

    @Override
    public X509ExtendedTrustManager managerFor(HostPort server) {
      return this;
    }

    @Override
    public Optional<?> stateFor(HostPort server) {
      return Optional.of(state);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      assertThat(chain[0]).isEqualTo(believed);
      asked.incrementAndGet();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new AssertionError("a client was to be checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
