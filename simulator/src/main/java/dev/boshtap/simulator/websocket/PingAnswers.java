package dev.boshtap.simulator.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.util.function.BooleanSupplier;

/** Answers a client's pings, or does not; what Netty has behind this always would. */
final class PingAnswers extends ChannelInboundHandlerAdapter {

  private final BooleanSupplier silenced;

  PingAnswers(BooleanSupplier silenced) {
    this.silenced = silenced;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof PingWebSocketFrame ping)) {
      ctx.fireChannelRead(message);
    } else if (silenced.getAsBoolean()) {
      ping.release();
    } else {
      var unused = ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
    }
  }
}
