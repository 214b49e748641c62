package dev.boshtap.simulator.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** One TLS port of the simulated server. */
public final class HttpsListener {

  private static final int BACKLOG = 4096;

  private final Channel server;
  private final ChannelGroup connections;

  private HttpsListener(Channel server, ChannelGroup connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Starts to listen.
   *
   * @param address where; port 0 takes a free one
   * @param loops the event loops to run on
   * @param tls the server's certificate
   * @param listening what is served, and by which rules
   * @param upgrades adds to each connection's pipeline what may make something else of it
   * @throws IOException if the address cannot be bound
   */
  public static HttpsListener open(
      InetSocketAddress address,
      EventLoopGroup loops,
      SslContext tls,
      Listening listening,
      Consumer<ChannelPipeline> upgrades)
      throws IOException {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.add(channel);
                    ChannelPipeline pipeline = channel.pipeline();
                    pipeline
                        .addLast(new ResetWatch())
                        .addLast(tls.newHandler(channel.alloc()))
                        .addLast(new HttpServerCodec());
                    upgrades.accept(pipeline);
                    pipeline.addLast(new ServerConnection(listening));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), bound.cause().getMessage()),
          bound.cause());
    }
    return new HttpsListener(bound.channel(), connections);
  }

  /** Where it listens, with the port it got. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  /** Stops listening and closes every connection. */
  public void close() {
    server.close().awaitUninterruptibly();
    for (Channel connection : connections) {
      connection.pipeline().fireUserEventTriggered(ServerConnection.ServerStop.NOW);
    }
    connections.close().awaitUninterruptibly();
  }
}
