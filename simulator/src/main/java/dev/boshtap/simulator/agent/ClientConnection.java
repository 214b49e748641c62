package dev.boshtap.simulator.agent;

import dev.boshtap.simulator.http.Closing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One connection of an agent: one request at a time. Runs on the agent's event loop alone. */
final class ClientConnection extends SimpleChannelInboundHandler<FullHttpResponse> {

  private final Channel channel;
  private @Nullable CompletableFuture<HttpReply> awaited;
  private @Nullable IOException failure;

  /** How a client ends a connection. */
  enum Manner {
    CLOSE,
    RESET
  }

  ClientConnection(Channel channel) {
    this.channel = channel;
  }

  boolean isOpen() {
    return channel.isActive() && failure == null;
  }

  /** Sends a request; the future fails when the connection ends before the whole answer came. */
  CompletableFuture<HttpReply> send(FullHttpRequest request) {
    if (awaited != null) {
      throw new IllegalStateException("a request is open already (expected: one at a time)");
    }
    CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    awaited = reply;
    channel
        .writeAndFlush(request)
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                fail(new IOException("not sent: " + sent.cause(), sent.cause()));
              }
            });
    return reply;
  }

  /** Ends the connection in that manner; an open request fails. */
  void end(Manner manner) {
    fail(new IOException("given up by the client"));
    if (!channel.isActive()) {
      return;
    }
    if (manner == Manner.RESET) {
      Closing.reset(channel);
    } else {
      Closing.clean(channel);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
    CompletableFuture<HttpReply> reply = awaited;
    if (reply == null) {
      var unused = ctx.close();
      return;
    }
    if (!response.decoderResult().isSuccess()) {
      fail(new IOException("not HTTP: " + response.decoderResult().cause()));
      var unused = ctx.close();
      return;
    }
    awaited = null;
    reply.complete(
        new HttpReply(
            response.status().code(),
            response.headers(),
            response.content().toString(StandardCharsets.UTF_8),
            HttpUtil.isKeepAlive(response)));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause instanceof IOException io ? io : new IOException(cause.toString(), cause));
    var unused = ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(new IOException("closed by the other side"));
    ctx.fireChannelInactive();
  }

  private void fail(IOException why) {
    if (failure == null) {
      failure = why;
    }
    CompletableFuture<HttpReply> reply = awaited;
    if (reply != null) {
      awaited = null;
      reply.completeExceptionally(why);
    }
  }
}
