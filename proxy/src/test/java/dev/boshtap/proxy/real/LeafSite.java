package dev.boshtap.proxy.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.boshtap.ca.Leaf;
import dev.boshtap.ca.LeafMinter;
import dev.boshtap.decoders.wire.HostPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLException;

/**
 * A proxy that is every site there is: whatever host is asked for by CONNECT, it shows the leaf
 * that a minter has for it, without asking whether any client would accept that, and serves the
 * same page. The port says which minter.
 */
final class LeafSite implements Closeable {

  /** A page was asked for, so the client took the certificate. */
  record Visit(HostPort target, String path) {}

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
  private final Map<Integer, LeafMinter> minters;
  private final String page;
  private final Channel listener;

  /** Listens at once. */
  LeafSite(Map<Integer, LeafMinter> minters, String page) {
    this.minters = minters;
    this.page = page;
    this.listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    speakHttp(channel.pipeline()).addLast(new Connect());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  private static ChannelPipeline speakHttp(ChannelPipeline pipeline) {
    return pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(100_000));
  }

  /** Host and port, to be set as a proxy. */
  String proxy() {
    return "127.0.0.1:" + ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Who came, in order. */
  BlockingQueue<Visit> visits() {
    return visits;
  }

  private static ChannelFuture answer(ChannelHandlerContext ctx, int status, String body) {
    var answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.copiedBuffer(body, UTF_8));
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
        .set(HttpHeaderNames.CONNECTION, "close")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes());
    return ctx.writeAndFlush(answer);
  }

  private final class Connect extends SimpleChannelInboundHandler<FullHttpRequest> {

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request)
        throws SSLException {
      HostPort target =
          request.method().equals(HttpMethod.CONNECT) ? HostPort.parse(request.uri()) : null;
      LeafMinter minter = target == null ? null : minters.get(target.port());
      if (minter == null) {
        answer(ctx, 404, "").addListener(ChannelFutureListener.CLOSE); // a browser's own errands
        return;
      }
      SslContext tls = context(minter.leafFor(target.host()));
      answer(ctx, 200, "")
          .addListener(
              sent -> {
                ChannelPipeline pipeline = ctx.pipeline();
                pipeline.remove(HttpServerCodec.class);
                pipeline.remove(HttpObjectAggregator.class);
                pipeline.remove(this);
                speakHttp(pipeline.addLast(tls.newHandler(ctx.alloc()))).addLast(new Site(target));
              });
    }

    private static SslContext context(Leaf leaf) throws SSLException {
      return SslContextBuilder.forServer(leaf.key(), leaf.chain().toArray(X509Certificate[]::new))
          .sslProvider(SslProvider.OPENSSL)
          .build();
    }
  }

  private final class Site extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final HostPort target;

    Site(HostPort target) {
      this.target = target;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
      visits.add(new Visit(target, request.uri()));
      answer(ctx, 200, page).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close(); // the client did not take it
    }
  }

  @Override
  public void close() {
    loops.shutdownGracefully().syncUninterruptibly();
  }
}
