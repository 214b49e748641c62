package dev.boshtap.proxy.intercept;

import dev.boshtap.decoders.wire.Connection;
import dev.boshtap.decoders.wire.Side;
import dev.boshtap.decoders.wire.WireEvent;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The making of one server leg: TCP at once, TLS when the client has said which name it wants.
 * Lives on the event loop of its {@link Interception}, and tells it of a leg that cannot be made;
 * how the handshake goes is told by the leg's own handler.
 */
final class ServerLeg {

  private final Interceptor interceptor;
  private final Interception interception;
  private final Connection connection;
  private ServerConnector.@Nullable Reached reached;
  private @Nullable String name;
  private @Nullable LegHandler handler;
  private long tlsStarted;
  private boolean abandoned;

  ServerLeg(Interceptor interceptor, Interception interception, Connection connection) {
    this.interceptor = interceptor;
    this.interception = interception;
    this.connection = connection;
  }

  void connect(EventLoop loop) {
    interceptor.connect(
        connection.server(),
        loop,
        new ServerConnector.Callback() {
          @Override
          public void reached(ServerConnector.Reached r) {
            reached = r;
            if (abandoned) {
              r.channel().close();
            } else {
              startTls();
            }
          }

          @Override
          public void failed(Throwable cause) {
            interception.serverFailed(Endings.ofConnect(cause));
          }
        });
  }

  /** The name that the client showed us is the name that the server is shown. */
  void named(String sni) {
    name = sni;
    startTls();
  }

  private void startTls() {
    if (name == null || reached == null || abandoned) {
      return;
    }
    Channel channel = reached.channel();
    String shownName = name;
    Promise<SslContext> context = channel.eventLoop().newPromise();
    context.addListener(
        (Future<SslContext> made) -> {
          if (made.isSuccess()) {
            startTls(channel, made.getNow(), shownName);
          } else {
            failed(channel, made.cause());
          }
        });
    interceptor.serverContext(connection.server(), context);
  }

  private void startTls(Channel channel, SslContext context, String shownName) {
    try {
      if (abandoned) {
        return;
      }
      SslHandler tls =
          context.newHandler(
              channel.alloc(), shownName, connection.server().port(), interceptor.checking());
      tls.setHandshakeTimeoutMillis(interceptor.settings().handshakeTimeout().toMillis());
      channel.pipeline().addLast(tls);
    } catch (RuntimeException e) {
      failed(channel, e);
      return;
    } finally {
      ReferenceCountUtil.release(context);
    }
    handler = interception.serverLegBegins(channel.pipeline());
    tlsStarted = interceptor.now().monotonic();
    handler.setReading(true);
  }

  private void failed(Channel channel, Throwable cause) {
    channel.close();
    if (!abandoned) {
      interception.serverFailed(Endings.ofHandshake(Side.SERVER, cause));
    }
  }

  /** What was reached and how, once the handshake is done. */
  WireEvent.ServerReached described() {
    LegHandler leg = Objects.requireNonNull(handler);
    ServerConnector.Reached how = Objects.requireNonNull(reached);
    SSLSession session = Objects.requireNonNull(leg.tls()).engine().getSession();
    // Null when the server was quick to leave again.
    InetSocketAddress address = (InetSocketAddress) leg.channel().remoteAddress();
    return new WireEvent.ServerReached(
        interceptor.now(),
        connection,
        address == null ? "" : Interceptor.text(address),
        how.dns(),
        how.connect(),
        Duration.ofNanos(interceptor.now().monotonic() - tlsStarted),
        session.getProtocol(),
        session.getCipherSuite());
  }

  /** Nobody wants this leg any more; a leg whose handler has begun is ended through that. */
  void abandon() {
    abandoned = true;
    if (handler == null && reached != null) {
      reached.channel().close();
    }
  }
}
