package dev.boshtap.proxy.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Keeps what a client sends behind its CONNECT without waiting for the grant: its ClientHello in
 * the same segment, which LittleProxy would read as a request and answer with 400.
 */
final class EarlyBytes extends ChannelInboundHandlerAdapter {

  private ByteBuf kept = Unpooled.EMPTY_BUFFER;

  private EarlyBytes() {}

  /**
   * Takes the place of LittleProxy's decoder, in the midst of its telling of a CONNECT: a decoder
   * that is taken out gives what it has not read to the handler behind it.
   */
  static EarlyBytes insteadOfDecoder(ChannelPipeline pipeline) {
    EarlyBytes early = new EarlyBytes();
    ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
    pipeline.addAfter(decoder.name(), null, early);
    pipeline.remove(decoder.name());
    return early;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      kept = Unpooled.wrappedBuffer(kept, bytes);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  /** What was kept, which is the caller's to release from now on. */
  ByteBuf take() {
    ByteBuf taken = kept;
    kept = Unpooled.EMPTY_BUFFER;
    return taken;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    take().release();
    ctx.fireChannelInactive();
  }
}
