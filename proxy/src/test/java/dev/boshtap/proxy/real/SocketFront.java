package dev.boshtap.proxy.real;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.handler.ssl.SslHandler;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * A WebSocket server in front of Prosody that agrees to compress, which Prosody does not: what it
 * is told it tells Prosody on a WebSocket of its own, and the other way. Keeps a journal, and can
 * do what servers should not.
 */
final class SocketFront implements Closeable {

  private static final int LARGEST = 16 << 20;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final List<FrontSocket> sockets = new ArrayList<>();
  private final URI behind;
  private volatile boolean clientContext = true;

  /**
   * Listens at once.
   *
   * @param at where browsers come, TLS
   * @param tls the server's certificate
   * @param prosody where Prosody is, plain HTTP
   */
  SocketFront(InetSocketAddress at, SSLContext tls, InetSocketAddress prosody) {
    behind =
        URI.create(
            "ws://%s:%d/ws/".formatted(prosody.getAddress().getHostAddress(), prosody.getPort()));
    new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                SSLEngine engine = tls.createSSLEngine();
                engine.setUseClientMode(false);
                channel.pipeline().addLast(new SslHandler(engine));
                begin(channel);
              }
            })
        .bind(at)
        .syncUninterruptibly();
  }

  private void begin(Channel channel) {
    channel
        .pipeline()
        .addLast(new HttpServerCodec())
        .addLast(new ContextRefusal())
        .addLast(new HttpObjectAggregator(1 << 16))
        .addLast(
            new WebSocketServerExtensionHandler(
                new PerMessageDeflateServerExtensionHandshaker(
                    6, false, 15, false, false, LARGEST)))
        .addLast(
            new WebSocketServerProtocolHandler(
                WebSocketServerProtocolConfig.newBuilder()
                    .websocketPath("/ws/")
                    .subprotocols("xmpp")
                    .allowExtensions(true)
                    .handleCloseFrames(false)
                    .maxFramePayloadLength(LARGEST)
                    .build()))
        .addLast(new WebSocketFrameAggregator(LARGEST))
        .addLast(new FrontSocket(this, behind));
  }

  /** Tells a client, where that is wanted, what it need not have offered (RFC 7692, 7.1.1.2). */
  private final class ContextRefusal extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (!clientContext && message instanceof HttpResponse response) {
        String agreed = response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        if (agreed != null) {
          response
              .headers()
              .set(
                  HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
                  agreed + "; client_no_context_takeover");
        }
      }
      ctx.write(message, promise);
    }
  }

  /** From now on the client is to compress each message by itself. */
  void withoutClientContext() {
    clientContext = false;
  }

  synchronized void opened(FrontSocket socket) {
    sockets.add(socket);
  }

  /** The WebSockets that there were, in order. */
  synchronized List<FrontSocket> sockets() {
    return List.copyOf(sockets);
  }

  /** The one that was opened last. */
  FrontSocket latest() {
    List<FrontSocket> all = sockets();
    return all.get(all.size() - 1);
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
