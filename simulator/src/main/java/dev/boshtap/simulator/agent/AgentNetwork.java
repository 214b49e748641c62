package dev.boshtap.simulator.agent;

import dev.boshtap.simulator.fault.Endpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The way of agents to one Finesse: addresses, whom to trust, perhaps a proxy, and the threads that
 * all of them share.
 */
public final class AgentNetwork implements AutoCloseable {

  private static final int LARGEST_ANSWER = 32 << 20;

  private final String host;
  private final InetSocketAddress bosh;
  private final InetSocketAddress rest;
  private final @Nullable InetSocketAddress proxy;
  private final SslContext tls;
  private final EventLoopGroup loops;

  /**
   * @param host Finesse's name, checked against its certificate, and asked for when a proxy is used
   * @param bosh the notification service; of its address only the port counts when a proxy is used
   * @param rest the REST interface, likewise
   * @param trusted the root to trust, of Finesse or of the intercepting proxy
   * @param proxy an HTTP proxy that takes CONNECT, or null to go straight there
   * @param threads how many event loops
   */
  public AgentNetwork(
      String host,
      InetSocketAddress bosh,
      InetSocketAddress rest,
      X509Certificate trusted,
      @Nullable InetSocketAddress proxy,
      int threads) {
    this.host = host;
    this.bosh = bosh;
    this.rest = rest;
    this.proxy = proxy;
    try {
      this.tls = SslContextBuilder.forClient().trustManager(trusted).build();
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
    this.loops =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("agents", true), NioIoHandler.newFactory());
  }

  String host() {
    return host;
  }

  int port(Endpoint endpoint) {
    return address(endpoint).getPort();
  }

  EventLoop nextLoop() {
    return loops.next();
  }

  private InetSocketAddress address(Endpoint endpoint) {
    return endpoint == Endpoint.BOSH ? bosh : rest;
  }

  /** Opens a connection whose TLS is agreed; the future completes on the loop. */
  CompletableFuture<ClientConnection> connect(Endpoint endpoint, EventLoop loop, boolean gzip) {
    CompletableFuture<ClientConnection> opened = new CompletableFuture<>();
    int port = port(endpoint);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    initialise(channel, port, gzip, opened);
                  }
                });
    SocketAddress target = address(endpoint);
    if (proxy != null) {
      // The name goes to the proxy as it is; it is not ours to resolve.
      bootstrap.resolver(NoopAddressResolverGroup.INSTANCE);
      target = InetSocketAddress.createUnresolved(host, port);
    }
    bootstrap
        .connect(target)
        .addListener(
            connected -> {
              if (!connected.isSuccess()) {
                opened.completeExceptionally(asIoException(connected.cause()));
              }
            });
    return opened;
  }

  private void initialise(
      SocketChannel channel, int port, boolean gzip, CompletableFuture<ClientConnection> opened) {
    ClientConnection connection = new ClientConnection(channel);
    SslHandler secure = tls.newHandler(channel.alloc(), host, port);
    secure
        .handshakeFuture()
        .addListener(
            agreed -> {
              if (agreed.isSuccess()) {
                opened.complete(connection);
              } else {
                var unused = channel.close();
                opened.completeExceptionally(asIoException(agreed.cause()));
              }
            });
    if (proxy != null) {
      channel.pipeline().addLast(new HttpProxyHandler(proxy));
    }
    channel.pipeline().addLast(secure).addLast(new HttpClientCodec());
    if (gzip) {
      channel.pipeline().addLast(new HttpContentDecompressor(LARGEST_ANSWER));
    }
    channel.pipeline().addLast(new HttpObjectAggregator(LARGEST_ANSWER)).addLast(connection);
  }

  private static IOException asIoException(Throwable cause) {
    return cause instanceof IOException io ? io : new IOException(cause.toString(), cause);
  }

  /** Closes what is open and stops. */
  @Override
  public void close() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
