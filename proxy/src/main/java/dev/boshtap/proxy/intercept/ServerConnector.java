package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.HostPort;
import dev.boshtap.decoders.wire.Moment;
import dev.boshtap.decoders.wire.TimeSource;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the TCP part of a server leg, on the event loop of its client leg: name, address after
 * address until one accepts, and the upstream proxy's CONNECT where there is one. Names are
 * resolved by the platform (so that hosts files and VPN resolvers count) on threads of their own:
 * the platform's look-up blocks.
 */
final class ServerConnector {

  /**
   * A TCP connection that stands, not reading yet.
   *
   * @param channel the connection
   * @param dns how long the name took, or null where it was not looked up
   * @param connect how long the connection took
   */
  record Reached(Channel channel, @Nullable Duration dns, Duration connect) {}

  /** Who waits for a connection. Called on the event loop, exactly once. */
  interface Callback {
    /** It stands. */
    void reached(Reached reached);

    /** It does not. */
    void failed(Throwable cause);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ServerConnector.class);
  private static final String FAILURES = "failures-are-told";

  private final InterceptSettings settings;
  private final Executor resolver;
  private final TimeSource time;

  ServerConnector(InterceptSettings settings, Executor resolver, TimeSource time) {
    this.settings = settings;
    this.resolver = resolver;
    this.time = time;
  }

  void connect(HostPort server, EventLoop loop, Callback callback) {
    HostPort proxy = settings.upstreamProxy();
    HostPort first = proxy == null ? server : proxy;
    Moment asked = time.now();
    try {
      resolver.execute(
          () -> {
            Runnable next = lookedUp(server, first, asked, loop, callback);
            try {
              loop.execute(next);
            } catch (RejectedExecutionException e) {
              LOG.debug("{} is known too late: everything has ended", first.host(), e);
            }
          });
    } catch (RejectedExecutionException e) {
      callback.failed(e);
    }
  }

  /** Looks the name up; what is to be done on the event loop then. */
  private Runnable lookedUp(
      HostPort server, HostPort first, Moment asked, EventLoop loop, Callback callback) {
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(first.host()));
      Duration dns = time.now().since(asked);
      return () -> new Attempt(server, first, addresses, dns, loop, callback).next();
    } catch (Exception e) {
      Throwable cause = settings.upstreamProxy() == null ? e : viaProxy(e);
      return () -> callback.failed(cause);
    }
  }

  /** What fails between us and the upstream proxy is told by the handler's future, once. */
  private static final class FailuresAreTold extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** One address after the other. Lives on the event loop. */
  private final class Attempt {
    private final HostPort server;
    private final HostPort first;
    private final List<InetAddress> addresses;
    private final Duration dns;
    private final EventLoop loop;
    private final Callback callback;
    private final Moment started = time.now();
    private int tried;

    Attempt(
        HostPort server,
        HostPort first,
        List<InetAddress> addresses,
        Duration dns,
        EventLoop loop,
        Callback callback) {
      this.server = server;
      this.first = first;
      this.addresses = addresses;
      this.dns = dns;
      this.loop = loop;
      this.callback = callback;
    }

    void next() {
      InetSocketAddress address = new InetSocketAddress(addresses.get(tried++), first.port());
      boolean proxied = settings.upstreamProxy() != null;
      HttpProxyHandler proxyHandler = proxied ? new HttpProxyHandler(address) : null;
      Bootstrap bootstrap =
          new Bootstrap()
              .group(loop)
              .channel(NioSocketChannel.class)
              .option(ChannelOption.AUTO_READ, proxied)
              .option(ChannelOption.AUTO_CLOSE, false)
              .option(ChannelOption.TCP_NODELAY, true)
              .option(
                  ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectTimeout().toMillis())
              .resolver(NoopAddressResolverGroup.INSTANCE)
              .handler(initializer(proxyHandler));
      ChannelFuture connecting =
          proxyHandler == null
              ? bootstrap.connect(address)
              : bootstrap.connect(InetSocketAddress.createUnresolved(server.host(), server.port()));
      connecting.addListener(
          done -> {
            if (!done.isSuccess()) {
              failed(done.cause());
            } else if (proxyHandler == null) {
              reached(connecting.channel());
            } else {
              proxyHandler
                  .connectFuture()
                  .addListener((FutureListener<Channel>) answered -> proxied(connecting, answered));
            }
          });
    }

    private ChannelHandler initializer(@Nullable HttpProxyHandler proxyHandler) {
      return new ChannelInitializer<>() {
        @Override
        protected void initChannel(Channel channel) {
          if (proxyHandler != null) {
            proxyHandler.setConnectTimeoutMillis(settings.connectTimeout().toMillis());
            channel.pipeline().addLast(proxyHandler).addLast(FAILURES, new FailuresAreTold());
          }
        }
      };
    }

    private void proxied(ChannelFuture connecting, Future<Channel> answered) {
      if (answered.isSuccess()) {
        connecting.channel().config().setAutoRead(false);
        connecting.channel().pipeline().remove(FAILURES);
        reached(connecting.channel());
      } else {
        connecting.channel().close();
        failed(answered.cause());
      }
    }

    private void reached(Channel channel) {
      KeepAlive.on(channel);
      // With an upstream proxy it was the proxy's name that was looked up, not the server's.
      Duration looked = settings.upstreamProxy() == null ? dns : null;
      callback.reached(new Reached(channel, looked, time.now().since(started)));
    }

    private void failed(Throwable cause) {
      if (tried < addresses.size()) {
        next();
      } else {
        callback.failed(settings.upstreamProxy() == null ? cause : viaProxy(cause));
      }
    }
  }

  /** It is the proxy that could not be reached, or that refused: not the server. */
  private Throwable viaProxy(Throwable cause) {
    return new ProxyConnectException(
        "upstream proxy " + settings.upstreamProxy() + ": " + Endings.text(cause), cause);
  }
}
