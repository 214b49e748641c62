package dev.boshtap.proxy.trust;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.proxy.tls.KeyLog;
import dev.boshtap.proxy.tls.ServerLegTls;
import dev.boshtap.proxy.tls.ServerTlsOptions;
import dev.boshtap.proxy.tls.ServerTrust;
import dev.boshtap.proxy.tls.TlsProvider;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server for its certificates, to show them to a person. Nothing else is said to it; TLS is
 * spoken as the proxy itself would speak it.
 */
public final class ServerCertificates {

  private final Duration connectTimeout;
  private final Duration handshakeTimeout;
  private final Optional<HostPort> proxy;
  private final TlsProvider provider;

  /**
   * What a server showed.
   *
   * @param chain its own certificate first
   * @param stapled what it stapled to it about whether that is revoked (OCSP), if it did
   */
  public record Shown(List<X509Certificate> chain, Optional<byte[]> stapled) {
    /** Keeps the list as it is now. */
    public Shown {
      chain = List.copyOf(chain);
    }
  }

  /**
   * A way to servers.
   *
   * @param proxy an HTTP proxy that is asked to CONNECT, if there is one on the way
   */
  public ServerCertificates(
      Duration connectTimeout,
      Duration handshakeTimeout,
      Optional<HostPort> proxy,
      TlsProvider provider) {
    this.connectTimeout = connectTimeout;
    this.handshakeTimeout = handshakeTimeout;
    this.proxy = proxy;
    this.provider = provider;
  }

  /**
   * What a server shows.
   *
   * @param options how TLS is spoken with it
   * @throws IOException if there is no way to it, or it does not speak TLS as the options have it
   */
  public Shown of(HostPort server, ServerTlsOptions options) throws IOException {
    Witness witness = new Witness();
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("boshtap-ask", true), NioIoHandler.newFactory());
    try (ServerLegTls tls = new ServerLegTls(provider, witness, at -> options, KeyLog.OFF)) {
      Promise<SslContext> context = ImmediateEventExecutor.INSTANCE.newPromise();
      tls.contextFor(server, Runnable::run, context);
      require(context);
      shake(loop, server, context.getNow());
    } catch (IOException e) {
      if (witness.shown == null) {
        throw e;
      }
      // It showed its certificate and then found fault with us: that is all that was asked.
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
    if (witness.shown == null) {
      throw new IOException("it showed no certificate");
    }
    return witness.shown;
  }

  private void shake(EventLoopGroup loop, HostPort server, SslContext context) throws IOException {
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (proxy.isEmpty() && address.isUnresolved()) {
      ReferenceCountUtil.release(context);
      throw new UnknownHostException(server.host());
    }
    Wiring wiring = new Wiring(context, server);
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .handler(wiring)
            .disableResolver()
            .connect(
                proxy.isEmpty()
                    ? address
                    : InetSocketAddress.createUnresolved(server.host(), server.port()));
    try {
      require(connecting.awaitUninterruptibly());
      require(wiring.agreed.awaitUninterruptibly());
    } finally {
      connecting.channel().close().awaitUninterruptibly();
      ReferenceCountUtil.release(context);
    }
  }

  private static void require(Future<?> done) throws IOException {
    if (!done.isSuccess()) {
      // Netty puts the address behind the system's words; the person has just typed it.
      if (done.cause() instanceof ConnectException said
          && said.getCause() instanceof IOException plain) {
        throw plain;
      }
      throw done.cause() instanceof IOException io ? io : new IOException(done.cause());
    }
  }

  /** TLS, behind an upstream proxy where there is one. */
  private final class Wiring extends ChannelInitializer<Channel> {

    private final SslContext context;
    private final HostPort server;

    /** Kept here, as a server that hangs up at once takes the handlers out before anyone asks. */
    private final Promise<Channel> agreed = ImmediateEventExecutor.INSTANCE.newPromise();

    Wiring(SslContext context, HostPort server) {
      this.context = context;
      this.server = server;
    }

    @Override
    protected void initChannel(Channel channel) {
      proxy.ifPresent(
          at -> {
            HttpProxyHandler handler =
                new HttpProxyHandler(new InetSocketAddress(at.host(), at.port()));
            handler.setConnectTimeoutMillis(connectTimeout.toMillis());
            channel.pipeline().addLast(handler);
          });
      SslHandler tls = context.newHandler(channel.alloc(), server.host(), server.port());
      tls.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
      tls.handshakeFuture().addListener(new PromiseNotifier<>(agreed));
      channel.pipeline().addLast(tls);
    }
  }

  /** Accepts whatever is shown, and remembers it; nothing is sent over what it accepts. */
  private static final class Witness extends X509ExtendedTrustManager implements ServerTrust {

    private volatile @Nullable Shown shown;

    @Override
    public X509ExtendedTrustManager managerFor(HostPort server) {
      return this;
    }

    @Override
    public Optional<?> stateFor(HostPort server) {
      return Optional.empty();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      shown = new Shown(List.of(chain), Optional.empty());
    }

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String authType, @Nullable Socket socket) {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {
      shown = new Shown(List.of(chain), StapledStatus.of(engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw refusal();
    }

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String authType, @Nullable Socket socket) {
      throw refusal();
    }

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {
      throw refusal();
    }

    private static IllegalStateException refusal() {
      return new IllegalStateException("a client was to be checked (expected: servers only)");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
